namespace SpiceTrial.EndToEnd.Ssh;

/// <summary>Makes and shows keys with the real ssh-keygen.</summary>
static class Keys
{
    public static async Task MakeAsync(string path, string type = "ed25519", string passphrase = "")
    {
        // With one that begins with ff, certificates are misread (IdentityFile).
        do
        {
            File.Delete(path);
            await RunAsync("-q", "-t", type, "-N", passphrase, "-C", "test", "-f", path);
        }
        while (type == "ed25519" && Convert.FromBase64String((await File.ReadAllTextAsync(path + ".pub")).Split(' ')[1])[^32] == 0xff);
    }

    /// <summary>As OpenSSH shows it: <c>SHA256:...</c>.</summary>
    public static async Task<string> FingerprintAsync(string path) => (await RunAsync("-lf", path)).Split(' ')[1];

    public static async Task<string> RunAsync(params string[] arguments) =>
        await Programs.OutputOfAsync(new ProgramCall("ssh-keygen", arguments), "ssh-keygen failed", CancellationToken.None);
}
