namespace SpiceTrial.Hosts;

/// <summary>What OpenSSH would use for one host, as <c>ssh -G</c> prints it.</summary>
public sealed partial record SshConfiguration
{
    /// <summary>OpenSSH itself waits as long as the kernel does; a build should not.</summary>
    static readonly TimeSpan DefaultConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>OpenSSH itself never asks; a build that waits for a host that is gone should notice.</summary>
    static readonly TimeSpan DefaultAliveInterval = TimeSpan.FromSeconds(15);

    /// <summary>The host as the operator names it.</summary>
    public required string Host { get; init; }

    /// <summary>With the user and the port that were named beside it.</summary>
    internal JumpHost? NamedAs { get; init; }

    /// <summary>The name or address to connect to.</summary>
    public required string HostName { get; init; }

    public required string User { get; init; }

    public required int Port { get; init; }

    /// <summary>The name to look up in known_hosts instead of the host and port.</summary>
    public string? HostKeyAlias { get; init; }

    /// <summary>In the order in which they are tried; some may not exist.</summary>
    public IReadOnlyList<string> IdentityFiles { get; init; } = [];

    /// <summary>Certificates of the user's keys that the configuration names.</summary>
    public IReadOnlyList<string> CertificateFiles { get; init; } = [];

    /// <summary>Only keys that the configuration names, even where the agent has others.</summary>
    public bool IdentitiesOnly { get; init; }

    /// <summary>The agent's socket, or <c>null</c> for no agent.</summary>
    public string? AgentSocket { get; init; }

    /// <summary>The user's files, then the machine's; some may not exist.</summary>
    public IReadOnlyList<string> KnownHostsFiles { get; init; } = [];

    /// <summary>Files with keys that must never be accepted.</summary>
    public IReadOnlyList<string> RevokedKeysFiles { get; init; } = [];

    /// <summary>Default: 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = DefaultConnectTimeout;

    /// <summary>The hosts that lead to this one, separated by commas, or <c>null</c>.</summary>
    public string? ProxyJump { get; init; }

    /// <summary>A program that leads to this host, or <c>null</c>.</summary>
    public string? ProxyCommand { get; init; }

    /// <summary>Default: 15 s.</summary>
    public TimeSpan AliveInterval { get; init; } = DefaultAliveInterval;

    /// <summary>How many intervals without an answer mean that the connection is lost. Default: 3, OpenSSH's own.</summary>
    public int AliveCount { get; init; } = 3;

    /// <summary>The user's own known_hosts file: where a new key would be added; <c>null</c> where new keys are kept nowhere.</summary>
    public string? UserKnownHostsFile { get; init; }

    /// <summary>Whether a program of the operator's answers ssh instead of a file; it is not asked here.</summary>
    public bool HasKnownHostsCommand { get; init; }

    /// <summary>Whether ssh adds no key, not even when it is asked to.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Asks the ssh client: aliases, includes and matches are its business.</summary>
    /// <exception cref="TrialException">There is no ssh client, or it does not take the configuration.</exception>
    internal static async Task<SshConfiguration> ReadAsync(JumpHost named, string? configuration, CancellationToken cancellationToken)
    {
        var host = Hosts.HostName.Check(named.Host);
        if (configuration is not null && !File.Exists(configuration))
            throw new TrialException("The ssh configuration does not exist", configuration,
                "Correct --ssh-config; a test hypervisor has its own while it is up (./build.sh TestHost --up)", ExitStatus.BadInput);
        if (Programs.Find("ssh") is null || Programs.Find("ssh-keygen") is null)
        {
            throw new TrialException(
                "The ssh client is not installed", host, DebianPackages.InstallHint("ssh"),
                cause: new HostUnreachableException("no ssh client is installed here"));
        }

        string[] file = configuration is null ? [] : ["-F", Path.GetFullPath(configuration)];
        var call = new ProgramCall("ssh", ["-G", .. file, .. named.Words]) { Timeout = TimeSpan.FromSeconds(15) };
        var result = await Programs.RunAsync(call, cancellationToken);
        return result.ExitCode == 0 ? Parse(host, result.Output) with { NamedAs = named } : throw new TrialException(
            $"The ssh configuration can't be used: {Printable.Show(result.Error.Trim().Split('\n').FirstOrDefault(
                x => x.Contains("Bad ", StringComparison.Ordinal)) ?? result.Error.Trim().Split('\n')[^1], 300)}", call.ToString(),
            "Correct the configuration; `ssh -G` shows the effective one.", ExitStatus.BadInput);
    }

    /// <summary>Reads the output of <c>ssh -G</c>.</summary>
    /// <exception cref="TrialException">It lacks the host name, the user or the port.</exception>
    public static SshConfiguration Parse(string host, string output)
    {
        var settings = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .ToLookup(words => words[0].ToUpperInvariant(), words => words.Length > 1 ? words[1].Trim() : "");
        string? One(string key) => settings[key.ToUpperInvariant()].FirstOrDefault(value => value is not ("none" or ""));
        string Needed(string key) => One(key) ?? throw new TrialException(
            $"ssh prints no '{key}' for this host", $"ssh -G {host}", "Look at what the command prints.", ExitStatus.BadInput);

        var user = Needed("user");
        var hostName = Needed("hostname");
        var port = int.Parse(Needed("port"));
        var tokens = new SshTokens(host, hostName, user, port, One("hostkeyalias"));
        var command = One("proxycommand");
        // What ssh would do otherwise than this, in a way that decides whether the host answers: no reason to call it unreachable.
        string[] unsupported =
        [
            .. command is not null && One("proxyusefdpass") is "yes" ? (string[])["ProxyUseFdpass"] : [],
            .. ((string[])["BindAddress", "BindInterface", "PKCS11Provider"]).Where(x => One(x) is not null),
        ];
        if (unsupported is [var key, ..])
            throw new TrialException($"{key} of the ssh configuration is not supported here", $"ssh -G {host}",
                "Give another configuration, without it, with --ssh-config.", ExitStatus.BadInput);

        string[] userFiles = [.. Files(One("userknownhostsfile")).Select(tokens.ExpandPath)];
        return new()
        {
            Host = host,
            HostName = hostName,
            User = user,
            Port = port,
            HostKeyAlias = One("hostkeyalias"),
            UserKnownHostsFile = userFiles is [not "/dev/null" and var first, ..] ? first : null,
            HasKnownHostsCommand = One("knownhostscommand") is not null,
            IsStrict = One("stricthostkeychecking") is "true" or "yes",
            CertificateFiles = [.. settings["CERTIFICATEFILE"].Where(file => file is not "none").Select(tokens.ExpandPath)],
            IdentityFiles = [.. settings["IDENTITYFILE"].Where(file => file is not "none").Select(tokens.ExpandPath)],
            IdentitiesOnly = One("identitiesonly") is "yes",
            AgentSocket = Agent(settings["IDENTITYAGENT"].FirstOrDefault(), tokens),
            KnownHostsFiles = [.. userFiles, .. Files(One("globalknownhostsfile")).Select(tokens.ExpandPath)],
            RevokedKeysFiles = [.. Files(One("revokedhostkeys")).Select(tokens.ExpandPath)],
            ConnectTimeout = Seconds(One("connecttimeout")) ?? DefaultConnectTimeout,
            ProxyJump = One("proxyjump"),
            ProxyCommand = command is null ? null : tokens.ExpandCommand(command),
            AliveInterval = Seconds(One("serveraliveinterval")) ?? DefaultAliveInterval,
            AliveCount = int.TryParse(One("serveralivecountmax"), out var count) && count > 0 ? count : 3,
        };
    }

    static TimeSpan? Seconds(string? text) =>
        int.TryParse(text, NumberStyles.None, null, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds) : null;

    static string? Agent(string? setting, SshTokens tokens) => setting switch
    {
        "none" => null,
        null or "" or "SSH_AUTH_SOCK" => Variable("SSH_AUTH_SOCK"),
        ['$', .. var name] => Variable(name.Trim('{', '}')),
        _ => tokens.ExpandPath(setting),
    };

    static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    // ssh prints the files of one setting with blanks between them and quotes none: a new one begins where a path begins.
    static string[] Files(string? list) => list is null ? [] : PathBegins().Split(list);

    [GeneratedRegex(@"\s+(?=[/~$])")]
    private static partial Regex PathBegins();
}
