using Renci.SshNet;
using Renci.SshNet.Common;

namespace SpiceTrial.Hosts;

/// <summary>A file that the ssh configuration names as an identity.</summary>
static class IdentityFile
{
    /// <summary>Reads the private key, with its certificate where there is one.</summary>
    /// <exception cref="SshPassPhraseNullOrEmptyException">It is encrypted and no passphrase is given.</exception>
    /// <exception cref="TrialException">It can't be read, or is no key that can be used, or the passphrase is wrong.</exception>
    public static PrivateKeyFile Read(string file, string? certificate, string? passphrase = null)
    {
        try
        {
            return certificate is null ? new PrivateKeyFile(file, passphrase) : new PrivateKeyFile(file, passphrase, certificate);
        }
        catch (Exception e) when (e is not SshPassPhraseNullOrEmptyException)
        {
            throw new TrialException(e switch
            {
                IOException or UnauthorizedAccessException => $"{file} can't be read: {e.Message}",
                // It takes the sign of an ed25519 key that begins with ff and another high bit for padding, in the certificate alone.
                ArgumentException when certificate is not null =>
                    $"{certificate} does not certify {file} (SSH.NET says so of 1 in 512 that do; in an agent they work)",
                // Also whatever the parser stumbles over in an unknown kind of key or a wrongly decrypted one.
                _ => $"{file} is damaged or of a kind that is not supported",
            }, cause: e);
        }
    }

    /// <summary>
    /// The fingerprint (<c>SHA256:...</c>) of the key, of an encrypted one too, also where the file or the one beside it has only the
    /// public half; <c>null</c> where ssh-keygen can't tell.
    /// </summary>
    public static async Task<string?> FingerprintAsync(string file, CancellationToken cancellationToken)
    {
        var name = File.Exists(file) ? file : $"{file}.pub";
        var result = await Programs.RunAsync(
            new ProgramCall("ssh-keygen", "-l", "-E", "sha256", "-f", name) { Timeout = TimeSpan.FromSeconds(15) }, cancellationToken);
        return result.ExitCode == 0 && result.Output.Split(' ') is [_, var fingerprint, ..] ? fingerprint : null;
    }
}
