using System.Diagnostics;
using SpiceTrial.Hosts;
using SpiceTrial.Trial;

namespace SpiceTrial.EndToEnd.Ssh;

/// <summary>A hypervisor for tests: a real sshd on the loopback address, with its own keys, its own port and a private dpkg
/// database.</summary>
sealed class SshHost : IAsyncDisposable
{
    /// <summary>The name under which the client's configuration knows the host; no such name exists anywhere else.</summary>
    public const string Alias = "test-hypervisor";

    Process? server;

    SshHost(string folder) => Folder = folder;

    public string Folder { get; }

    public int Port { get; } = Loopback.FreePort();

    public string LookupName => $"[127.0.0.1]:{Port}";

    public string UserKey => At("user_key");

    public string KnownHosts => At("known_hosts");

    public string ClientConfiguration => At("ssh_config");

    /// <summary>The host's <c>os-release</c>.</summary>
    public string Release => At("os-release");

    public string RecordFile => At($"sessions/hosts/{Alias}.json");

    /// <summary>Programs here run on the host instead of the real ones.</summary>
    public string Stubs => At("stubs");

    /// <summary>Who logs in. Default: the user who runs the tests.</summary>
    public string User { get; set; } = Environment.UserName;

    /// <summary>A program and its arguments that start the server, e.g. in a namespace of its own. Default: none.</summary>
    public IReadOnlyList<string> Starter { get; set; } = [];

    public DpkgDatabase Packages => new(At("root"));

    public static async Task<SshHost> StartAsync(params string[] hostKeyTypes)
    {
        var host = new SshHost(Directory.CreateTempSubdirectory("ssh-host-").FullName);
        try
        {
            string[] types = hostKeyTypes.Length > 0 ? hostKeyTypes : ["ed25519"];
            await Keys.MakeAsync(host.UserKey);
            foreach (var type in types)
                await Keys.MakeAsync(host.HostKey(type), type);
            File.Copy(host.UserKey + ".pub", host.At("authorized_keys"));
            Directory.CreateDirectory(host.Stubs);
            File.Copy("/etc/os-release", host.Release);
            await host.StubAsync("sh", $"""
                # Where a reading looks is the test's: its programs, its dpkg database, its release.
                [ "$1 $2" = '-s --' ] || exec /bin/sh "$@"
                shift 2
                exec /bin/sh -c "$(sed -e "s|^PATH=.*|PATH={host.Stubs}:/usr/sbin:/usr/bin:/sbin:/bin|" \
                    -e 's/^unset DPKG_ROOT DPKG_ADMINDIR/unset/' -e "s|/etc/os-release|{host.Release}|")" sh "$@"
                """);
            host.Packages.Create();
            await host.WriteServerConfigurationAsync(types);
            await host.WriteClientConfigurationAsync();
            await host.TrustAsync(types[0]);
            await host.ServeAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public string At(string name) => Path.Combine(Folder, name);

    public string HostKey(string type = "ed25519") => At($"host_{type}");

    /// <summary>The line of known_hosts that trusts the host's key, with an optional marker before it.</summary>
    public async Task<string> KnownLineAsync(string type = "ed25519", string marker = "")
    {
        var key = (await File.ReadAllTextAsync(HostKey(type) + ".pub")).Split(' ');
        return $"{marker}{LookupName} {key[0]} {key[1]}\n";
    }

    public async Task TrustAsync(string type = "ed25519") => await File.WriteAllTextAsync(KnownHosts, await KnownLineAsync(type));

    /// <summary>The client's configuration, with further lines for this host.</summary>
    public Task WriteClientConfigurationAsync(string more = "", int? port = null, string? identity = null) => File.WriteAllTextAsync(
        ClientConfiguration,
        $"""
        Host {Alias}
            HostName 127.0.0.1
            Port {port ?? Port}
            User {User}
            IdentityFile {identity ?? UserKey}
            UserKnownHostsFile {KnownHosts}
            GlobalKnownHostsFile none
            {more}
            ConnectTimeout 30
            IdentityAgent none

        """);

    public async Task StubAsync(string program, string script)
    {
        var path = Path.Combine(Stubs, program);
        await File.WriteAllTextAsync(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    public ChainSettings Settings => new(Folder) { Hypervisor = Alias, SshConfig = ClientConfiguration };

    public Task<IHostConnection> ConnectAsync(CancellationToken cancellationToken, TypedSecret? prompt = null) =>
        new SshConnector(prompt is null ? null : prompt.AskAsync).ConnectAsync(Alias, ClientConfiguration, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Ends the server, so that nothing listens any more.</summary>
    public async Task StopAsync()
    {
        if (server is null)
            return;
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
        server.Dispose();
        server = null;
    }

    /// <summary>Serves again, with further lines in the server's configuration.</summary>
    public async Task RestartAsync(string more)
    {
        await StopAsync();
        await File.AppendAllTextAsync(At("sshd_config"), more + "\n");
        await ServeAsync();
    }

    /// <summary>Serves again, with a part of the server's configuration replaced.</summary>
    public async Task RestartAsync(string before, string after)
    {
        var text = await File.ReadAllTextAsync(At("sshd_config"));
        await File.WriteAllTextAsync(At("sshd_config"), text.Replace(before, after));
        await RestartAsync("");
    }

    // SHLVL: bash reads the .bashrc of this machine's user only as the first shell below sshd, and whatever that starts is part of no test.
    async Task WriteServerConfigurationAsync(string[] types) => await File.WriteAllTextAsync(At("sshd_config"),
        $"""
        ListenAddress 127.0.0.1
        Port {Port}
        {string.Join('\n', types.Select(type => $"HostKey {HostKey(type)}"))}
        PidFile none
        UsePAM no
        StrictModes no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin prohibit-password
        AuthorizedKeysFile {At("authorized_keys")}
        Subsystem sftp internal-sftp
        SetEnv DPKG_ADMINDIR={Packages.AdminFolder} PATH={Stubs}:/usr/bin:/bin SHLVL=1

        """);

    async Task ServeAsync()
    {
        // The folder into which sshd changes before log-in; only root's sshd wants it, and the service would make it.
        if (Environment.IsPrivilegedProcess)
            Directory.CreateDirectory("/run/sshd");
        var program = Programs.Find("sshd") ?? throw new InvalidOperationException("sshd is not installed: apt-get install openssh-server");
        string[] words = [.. Starter, program, "-D", "-f", At("sshd_config"), "-E", At("sshd.log")];
        server = Process.Start(new ProcessStartInfo(words[0], words[1..]))!;
        for (var tries = 0; !await Loopback.AnswersAsync(Port); tries++)
        {
            if (server.HasExited || tries > 1200)
                throw new InvalidOperationException($"sshd did not start: {await File.ReadAllTextAsync(At("sshd.log"))}");
            await Task.Delay(50);
        }
    }
}
