namespace SpiceTrial.EndToEnd.Ssh;

/// <summary>Makes and shows keys with the real ssh-keygen.</summary>
static class Keys
{
    public static async Task MakeAsync(string path, string type = "ed25519", string passphrase = "")
    {
        File.Delete(path);
        await RunAsync("-q", "-t", type, "-N", passphrase, "-C", "test", "-f", path);
    }

    /// <summary>As OpenSSH shows it: <c>SHA256:...</c>.</summary>
    public static async Task<string> FingerprintAsync(string path) => (await RunAsync("-lf", path)).Split(' ')[1];

    public static async Task<string> RunAsync(params string[] arguments) =>
        await Programs.OutputOfAsync(new ProgramCall("ssh-keygen", arguments), "ssh-keygen failed", CancellationToken.None);
}
