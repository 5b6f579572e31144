namespace SpiceTrial.Hosts;

/// <summary>The verbs of the host script over connections to one host.</summary>
/// <param name="connect">Opens a new connection; each verb that must not depend on an old one gets its own.</param>
public sealed class HostTransaction(Func<CancellationToken, Task<IHostConnection>> connect)
{
    // A fresh connection may need some tries while the network recovers; the switch waits longer than that.
    internal static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(3);

    // An installation takes seconds; one that waits for dpkg's lock takes a minute or two.
    internal TimeSpan AtWork { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Looks at the host and changes nothing: the script comes on standard input and is not kept.</summary>
    public Task<HostReading> PreflightAsync(CancellationToken cancellationToken) => TakeAsync("read", cancellationToken);

    /// <summary>The same once nobody is at work there: a host is never judged, or changed, in between.</summary>
    /// <returns>Where that takes minutes, the host with its transaction as it is: whoever changes it looks again under its lock.</returns>
    /// <exception cref="TrialException">Somebody is still at work then, and there is no transaction to speak of.</exception>
    public async Task<HostReading> SettledAsync(IOperator operators, CancellationToken cancellationToken)
    {
        for (var until = DateTime.UtcNow + AtWork; ; await Task.Delay(BetweenTries, cancellationToken))
        {
            var facts = await PreflightAsync(cancellationToken);
            if (facts.Running is not { } running || (facts.Transaction is not null && DateTime.UtcNow > until))
                return facts;
            operators.Say($"waiting for what is at work on {facts.Host}: {running}");
            if (DateTime.UtcNow > until)
                throw new TrialException($"somebody is at work on it: {running}", facts.Host, "Wait for its end", ExitStatus.Refused);
        }
    }

    /// <summary>The transaction alone, as <see cref="PreflightAsync"/> reads it.</summary>
    public Task<HostReading> StatusAsync(CancellationToken cancellationToken) => TakeAsync("status", cancellationToken);

    /// <summary>What <see cref="InstallAsync"/> would run, line by line, by the script itself.</summary>
    public Task<VerbResult> DryRunAsync(InstallCall call, CancellationToken cancellationToken) =>
        RunAsync(["install", "--dry-run", .. call.Words], cancellationToken);

    /// <summary>Puts the script and the package where only root can change them. A second time replaces what the first left.</summary>
    public async Task UploadAsync(InstallCall call, string package, CancellationToken cancellationToken)
    {
        await using var connection = await connect(cancellationToken);
        await PutScriptAsync(connection, cancellationToken);
        await PutAsync(connection, call.RemotePackage, Convert.ToBase64String(await File.ReadAllBytesAsync(package, cancellationToken)),
            encoded: true, call.Sha256, cancellationToken);
    }

    /// <summary>Puts this tool's script there: an older one's does not know every word.</summary>
    internal async Task PutScriptAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connect(cancellationToken);
        await PutScriptAsync(connection, cancellationToken);
    }

    static Task PutScriptAsync(IHostConnection connection, CancellationToken cancellationToken) =>
        PutAsync(connection, HostScript.Path, HostScript.Text, encoded: false, HostScript.Sha256, cancellationToken);

    /// <summary>Installs, or takes back what it began; goes on without this client.</summary>
    public Task<VerbResult> InstallAsync(InstallCall call, Action<string> onLine, CancellationToken cancellationToken) =>
        JobAsync("install", ["install", .. call.Words], call.Limit, onLine, cancellationToken);

    /// <param name="id">The transaction that is meant: where another one is open by then, it is refused.</param>
    /// <param name="reason">For the journal.</param>
    /// <param name="lockTimeout">How long dpkg's lock is waited for.</param>
    /// <param name="onLine">Told of every line.</param>
    /// <param name="cancellationToken">Stops waiting; the host goes on.</param>
    /// <param name="how"><c>--replace</c>: also over what somebody else has installed meanwhile; <c>--unfinished</c>: only what was broken
    /// off.</param>
    public Task<VerbResult> RevertAsync(string id, string reason, TimeSpan lockTimeout, Action<string> onLine,
        CancellationToken cancellationToken, params string[] how) =>
        JobAsync("revert",
            ["revert", "--reason", reason, "--lock-timeout", Seconds(lockTimeout), "--id", id, .. how],
            lockTimeout + TimeSpan.FromMinutes(15), onLine, cancellationToken);

    /// <summary>Ends a transaction and leaves the package as it is.</summary>
    public Task<VerbResult> ForgetAsync(string id, CancellationToken cancellationToken) =>
        RunAsync(["forget", "--id", id], cancellationToken);

    /// <summary>Takes away what a transaction that is not open has left. Takes no time, so it is no step that would leave something
    /// itself. Whatever somebody has begun meanwhile is none of it, and stays.</summary>
    public async Task<VerbResult> CleanUpAsync(string reason, Action<string> onLine, CancellationToken cancellationToken)
    {
        var result = await RunAsync(["revert", "--reason", reason, "--id", OpenTransaction.None], cancellationToken);
        foreach (var line in result.Lines.Where(x => x.Length > 0))
            onLine(Printable.Show(line, 300));
        return result;
    }

    /// <summary>Takes away steps that have ended and whose result nobody fetched. They are in memory: a failure is a warning.</summary>
    internal async Task ClearStepsAsync(IOperator operators, CancellationToken cancellationToken)
    {
        try
        {
            var left = await TakeAsync("clear", cancellationToken);
            foreach (var one in left.Leftovers.Where(x => x.IsAtWork))
                operators.Warn($"somebody is at work on {left.Host}: {one}");
        }
        catch (TrialException e)
        {
            operators.Warn($"ended steps were not looked for: {e.What}");
        }
    }

    /// <summary>Confirms over a connection of its own: one that an earlier step left proves nothing.</summary>
    /// <param name="id">The transaction that is meant.</param>
    /// <param name="lockTimeout">How long dpkg's lock is waited for, where the package must be held again.</param>
    /// <param name="cancellationToken">Stops waiting; the host may have confirmed all the same.</param>
    public Task<VerbResult> ConfirmAsync(string id, TimeSpan lockTimeout, CancellationToken cancellationToken) =>
        RunAsync(ConfirmWords(id, lockTimeout), cancellationToken, lockTimeout);

    internal static string[] ConfirmWords(string id, TimeSpan lockTimeout) =>
        ["confirm", "--id", id, "--lock-timeout", Seconds(lockTimeout)];

    // By this tool's own script: that on the host may be of an older one, which promises less.
    async Task<VerbResult> RunAsync(string[] words, CancellationToken cancellationToken, TimeSpan patience = default)
    {
        await using var connection = await connect(cancellationToken);
        return Read(await connection.RunAsync(
            HostScript.Verb(words) with { Timeout = TimeSpan.FromMinutes(5) + patience }, cancellationToken));
    }

    internal static string Seconds(TimeSpan time) => ((long)Math.Ceiling(time.TotalSeconds)).ToString();

    async Task<HostReading> TakeAsync(string verb, CancellationToken cancellationToken)
    {
        await using var connection = await connect(cancellationToken);
        return await HostReading.TakeAsync(connection, verb, asRoot: true, cancellationToken);
    }

    // The words are constant; names come as arguments. Nothing lies outside of root's own folder at any time.
    static async Task PutAsync(
        IHostConnection connection, string path, string content, bool encoded, string sha256, CancellationToken cancellationToken)
    {
        const string script = """
            umask 077; mkdir -p "${1%/*}" && { [ "$2" = encoded ] && base64 -d || cat; } > "$1.new" && sync "$1.new" &&
            [ "$(sha256sum < "$1.new")" = "$3  -" ] && mv -f "$1.new" "$1" || { rm -f "$1.new"; exit 1; }
            """;
        var result = await connection.RunAsync(
            new RemoteCommand("sh", "-c", script, "sh", path, encoded ? "encoded" : "plain", sha256) {
                AsRoot = true, Input = content, Timeout = TimeSpan.FromMinutes(5) }, cancellationToken);
        if (result.ExitStatus != 0)
            throw new TrialException(
                $"{path} can't be written on the host, or did not arrive whole: {Printable.Show(result.Error.Trim(), 300)}",
                connection.Host, "Look at the free space on the host; nothing was changed there");
    }

    async Task<VerbResult> JobAsync(
        string name, IReadOnlyList<string> words, TimeSpan timeout, Action<string> onLine, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var result = await RemoteJob.RunAsync(
            connect,
            name,
            ["sh", HostScript.Path, .. words],
            timeout,
            line =>
            {
                lines.Add(line);
                onLine(Printable.Show(line, 300));
            },
            cancellationToken);
        return Read(result.ExitStatus, lines);
    }

    static VerbResult Read(RemoteResult result) => Read(result.ExitStatus, [.. result.Output.Split('\n'), .. result.Error.Split('\n')]);

    /// <summary>What a verb's exit status and words mean, whichever way they came.</summary>
    internal static VerbResult Read(int exitStatus, IReadOnlyList<string> lines)
    {
        var status = exitStatus is >= 0 and <= (int)ExitStatus.Reverted ? (ExitStatus)exitStatus : ExitStatus.Failed;
        string[] marks = ["error: ", "refused: ", "reverted: "];
        var reason = lines.LastOrDefault(x => marks.Any(mark => x.StartsWith(mark, StringComparison.Ordinal))) is { } line
            ? line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..] : null;
        return new(status, status == ExitStatus.Done
            ? "" : Printable.Show(reason ?? lines.LastOrDefault(x => x.Trim().Length > 0) ?? $"exit status {exitStatus}", 400), lines);
    }
}
