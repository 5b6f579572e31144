using System.Diagnostics;
using System.Security.Cryptography;

namespace SpiceTrial.Hosts;

/// <summary>The verbs of the host script over connections to one host.</summary>
/// <param name="connect">Opens a new connection; each verb that must not depend on an old one gets its own.</param>
public sealed class HostTransaction(Func<CancellationToken, Task<IHostConnection>> connect)
{
    // A fresh connection may need some tries while the network recovers; the switch waits longer than that.
    internal static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(3);

    // How long a host is looked for where nothing has begun.
    static readonly TimeSpan AtFirst = TimeSpan.FromMinutes(1);

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

    /// <summary>Puts the package and the script where only root can change them. A second time replaces what the first left. Whoever takes
    /// the folder away in between takes the package, and no switch is armed without its script.</summary>
    public async Task UploadAsync(InstallCall call, string package, CancellationToken cancellationToken)
    {
        await using var connection = await connect(cancellationToken);
        await PutAsync(connection, call.RemotePackage, Convert.ToBase64String(await File.ReadAllBytesAsync(package, cancellationToken)),
            encoded: true, call.Sha256, cancellationToken);
        await PutAsync(connection, HostScript.Path, HostScript.Text, encoded: false, HostScript.Sha256, cancellationToken);
    }

    /// <summary>Installs, or takes back what it began; goes on without this client.</summary>
    /// <exception cref="TrialException">Of the connection: then only the host knows how it ends. Where its cause is a
    /// <see cref="HostUnreachableException"/> or a <see cref="NoRootException"/>, nothing has begun.</exception>
    public async Task<VerbResult> InstallAsync(InstallCall call, Action<string> onLine, CancellationToken cancellationToken)
    {
        await using var connection = await ReachAsync(AtFirst, onLine, cancellationToken);
        return await DetachedAsync(connection, ["install", .. call.Words], call.Limit, onLine, cancellationToken);
    }

    /// <summary>Takes back what is open; goes on without this client, and over as many connections as that takes.</summary>
    /// <param name="id">The transaction that is meant: where another one is open by then, it is refused.</param>
    /// <param name="reason">For the journal.</param>
    /// <param name="lockTimeout">How long dpkg's lock is waited for.</param>
    /// <param name="onLine">Told of every line, and of what happens to the connection.</param>
    /// <param name="cancellationToken">Stops waiting; the host goes on.</param>
    /// <param name="how"><c>--replace</c>: also over what somebody else has installed meanwhile; <c>--unfinished</c>: only what was broken
    /// off.</param>
    public async Task<VerbResult> RevertAsync(string id, string reason, TimeSpan lockTimeout, Action<string> onLine,
        CancellationToken cancellationToken, params string[] how)
    {
        string[] words = ["revert", "--reason", reason, "--lock-timeout", Seconds(lockTimeout), "--id", id, .. how];
        var limit = lockTimeout + TimeSpan.FromMinutes(15);
        // Its time stands still with this machine's.
        var clock = Stopwatch.StartNew();
        for (var patience = AtFirst; ; patience = limit - clock.Elapsed)
        {
            await using var connection = await ReachAsync(patience, onLine, cancellationToken);
            try
            {
                var result = await DetachedAsync(connection, words, limit, onLine, cancellationToken);
                return result.Status != ExitStatus.Done || result.HasReverted ? result
                    : throw new TrialException("The host did not say how the revert ended", connection.Host, "Run it again",
                        cause: new ConnectionLostException("systemd-run's 0 alone is no proof"));
            }
            // The next one waits for this one at the host's lock and finds nothing left to do.
            catch (TrialException e) when (e.InnerException is ConnectionLostException && clock.Elapsed < limit)
            {
                onLine($"{e.What}; the host goes on by itself, asking it again");
                await Task.Delay(BetweenTries, cancellationToken);
            }
        }
    }

    /// <summary>Ends a transaction and leaves the package as it is.</summary>
    public Task<VerbResult> ForgetAsync(string id, CancellationToken cancellationToken) =>
        RunAsync(["forget", "--id", id], cancellationToken);

    /// <summary>Takes away what a transaction that is not open, or was broken off, has left. Takes no time: one try over one
    /// connection. Whatever somebody has begun meanwhile is none of it, and stays.</summary>
    public async Task<VerbResult> CleanUpAsync(string id, Action<string> onLine, CancellationToken cancellationToken)
    {
        var result = await RunAsync(
            ["revert", "--reason", "clean up", "--id", id, "--unfinished", "--lock-timeout", "0"], cancellationToken);
        foreach (var line in result.Lines.Where(x => x.Length > 0))
            onLine(Printable.Show(line, 300));
        return result;
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

    // Nothing else: a changed host key or a refused log-in does not get better by trying again.
    async Task<IHostConnection> ReachAsync(TimeSpan patience, Action<string> onLine, CancellationToken cancellationToken)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(BetweenTries, cancellationToken))
        {
            try
            {
                return await connect(cancellationToken);
            }
            catch (TrialException e) when (e.InnerException is HostUnreachableException or ConnectionLostException)
            {
                if (clock.Elapsed > patience)
                    throw new TrialException(e.What, e.Where, e.Hint, e.Status, new HostUnreachableException(e.What, e));
                onLine($"{e.What}; trying again in {BetweenTries.TotalSeconds:0} s");
            }
        }
    }

    static async Task<VerbResult> DetachedAsync(IHostConnection connection, string[] words, TimeSpan timeout, Action<string> onLine,
        CancellationToken cancellationToken) => Read(await connection.RunAsync(HostScript.Verb(words) with
        {
            Words = Detached(words),
            Timeout = timeout,
            OnLine = line => onLine(Printable.Show(line, 300)),
        }, cancellationToken));

    /// <summary>A verb of the script, which comes on standard input, as a transient unit: neither a cut connection nor Ctrl-C nor a
    /// time-out stops it half-way. What it says is heard for as long as the connection lives. systemd would fill in variables.</summary>
    internal static string[] Detached(IReadOnlyList<string> words) =>
    [
        "systemd-run", "--wait", "--pipe", "--collect", "--quiet", "--property=KillMode=process",
        $"--unit=spice-trial-{words[0]}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}",
        .. HostScript.Verb(words).Words.Select(x => x.Replace("$", "$$", StringComparison.Ordinal)),
    ];

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
