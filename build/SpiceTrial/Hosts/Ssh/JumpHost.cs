namespace SpiceTrial.Hosts;

/// <summary>A host as the operator or a <c>ProxyJump</c> names it: <c>[user@]host[:port]</c> or <c>ssh://[user@]host[:port]</c>.</summary>
/// <param name="Host">As for <c>ssh</c>.</param>
/// <param name="User">Instead of the configuration's, or <c>null</c>.</param>
/// <param name="Port">Instead of the configuration's, or <c>null</c>.</param>
sealed partial record JumpHost(string Host, string? User = null, int? Port = null)
{
    /// <summary>The options and the name by which ssh and its kin are told of it.</summary>
    public IReadOnlyList<string> Words =>
    [
        .. User is null ? [] : (string[])["-l", User],
        .. Port is { } port ? (string[])["-p", port.ToString()] : [],
        "--",
        Host,
    ];

    /// <exception cref="TrialException">It is no host.</exception>
    public static JumpHost Parse(string text)
    {
        var match = Form().Match(text.Trim());
        if (!match.Success)
            throw new TrialException($"ProxyJump names '{Printable.Show(text)}', which is no host",
                hint: "Write it as [user@]host[:port] in your ssh configuration.", status: ExitStatus.BadInput);
        return new(
            HostName.Check(match.Groups["host"].Value.Trim('[', ']')),
            match.Groups["user"] is { Success: true, Value: var user } ? user : null,
            match.Groups["port"] is { Success: true, Value: var port } ? int.Parse(port) : null);
    }

    [GeneratedRegex(@"\A(?:ssh://)?(?:(?<user>[^@:/-][^@:/]*)@)?(?<host>\[[0-9A-Za-z:.%]+\]|[^\[\]:@/]+)(?::(?<port>[0-9]{1,5}))?/?\z")]
    private static partial Regex Form();
}
