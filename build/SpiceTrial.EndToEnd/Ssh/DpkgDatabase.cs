namespace SpiceTrial.EndToEnd.Ssh;

/// <summary>A dpkg database of its own below a private root, filled by the real dpkg with tiny real packages.</summary>
sealed class DpkgDatabase(string root)
{
    public string AdminFolder => Path.Combine(root, "var/lib/dpkg");

    string StatusFile => Path.Combine(AdminFolder, "status");

    public void Create()
    {
        foreach (var folder in (string[])["info", "updates", "triggers"])
            Directory.CreateDirectory(Path.Combine(AdminFolder, folder));
        File.WriteAllText(StatusFile, "");
    }

    /// <summary>Builds a libspice-server1 and installs it.</summary>
    public async Task InstallAsync(string version, string source = "spice", string architecture = "amd64", string? afterInstall = null)
    {
        var tree = Path.Combine(root, "tree");
        if (Directory.Exists(tree))
            Directory.Delete(tree, recursive: true);
        Directory.CreateDirectory(Path.Combine(tree, "DEBIAN"));
        await File.WriteAllTextAsync(Path.Combine(tree, "DEBIAN/control"),
            $"""
            Package: libspice-server1
            Source: {source}
            Version: {version}
            Architecture: {architecture}
            Multi-Arch: same
            Maintainer: Nobody <nobody@example.org>
            Description: stands in for the library

            """);
        if (afterInstall is not null)
        {
            var script = Path.Combine(tree, "DEBIAN/postinst");
            await File.WriteAllTextAsync(script, $"#!/bin/sh\n{afterInstall}\n");
            File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);
        }

        var package = Path.Combine(root, $"{architecture}.deb");
        await RunAsync("dpkg-deb", ["--root-owner-group", "--build", tree, package]);
        await DpkgAsync(mayFail: afterInstall is not null, "--install", package);
    }

    public Task DpkgAsync(params string[] arguments) => DpkgAsync(mayFail: false, arguments);

    /// <summary>Changes the database as only a broken or hostile host would.</summary>
    public async Task ForgeAsync(string before, string after)
    {
        var status = await File.ReadAllTextAsync(StatusFile);
        await File.WriteAllTextAsync(StatusFile, status.Replace(before, after));
    }

    async Task DpkgAsync(bool mayFail, params string[] arguments)
    {
        // dpkg wants to be root, or to think so; scripts run outside the empty root.
        string[] command = Environment.IsPrivilegedProcess ? ["dpkg"] : ["fakeroot", "dpkg"];
        var result = await Programs.RunAsync(
            new ProgramCall(
                command[0], [.. command[1..], $"--root={root}", "--force-script-chrootless", "--force-architecture", .. arguments]),
            CancellationToken.None);
        if (!mayFail)
            result.OrThrow("dpkg failed");
    }

    static async Task RunAsync(string program, string[] arguments) =>
        await Programs.OutputOfAsync(new ProgramCall(program, arguments), $"{program} failed", CancellationToken.None);
}
