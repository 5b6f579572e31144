using System.Security.Cryptography;

namespace SpiceTrial.Hosts;

/// <summary>
/// One step on a host and how far it is known to be. Every command here may be repeated when its answer was lost: the step itself takes
/// a lock that can be taken once, and is started only in a folder that is known to be there.
/// </summary>
sealed partial class JobOnHost
{
    /// <summary>In memory: a full disk does not lose an exit status, and a restart of the host leaves nothing.</summary>
    const string Folders = "/run/spice-trial/jobs";
    const int NoFolder = 33;
    const int NotStarted = 34;

    /// <summary>A step that ended while the connection was away is still picked up when the time is up.</summary>
    static readonly TimeSpan LastLook = TimeSpan.FromSeconds(5);

    readonly string unit;
    readonly string folder;
    readonly string script;
    readonly Action<string>? onLine;
    readonly StringBuilder output = new();
    bool prepared;
    string host = "";

    public JobOnHost(string name, IReadOnlyList<string> words, Action<string>? onLine)
    {
        if (!Name().IsMatch(name))
            throw new ArgumentException("A job's name has small letters, digits and dashes.", nameof(name));
        unit = $"spice-trial-{name}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        folder = $"{Folders}/{unit}";
        // However often it is started, it runs once: only one can make the folder "once". Ends with 0 whatever the program's exit status,
        // so that systemd keeps no failed unit.
        script = $"folder={RemoteShell.Quote([folder])}\nset -- {RemoteShell.Quote(words)}\n{EmbeddedText.Read("job-run.sh")}";
        this.onLine = onLine;
    }

    /// <summary>Whole lines seen so far.</summary>
    public int Lines { get; private set; }

    /// <summary>It has been started, or its start was sent and the answer lost.</summary>
    public bool MayRun { get; private set; }

    /// <summary>Does what is left to do: prepares, starts, follows, fetches the exit status, tidies up.</summary>
    public async Task<RemoteResult> ContinueAsync(IHostConnection connection, TimeSpan timeLeft, CancellationToken cancellationToken)
    {
        host = connection.Host;
        if (!prepared)
        {
            var size = Encoding.UTF8.GetByteCount(script).ToString();
            await DoAsync(connection, Verb("prepare", size) with { Input = script }, "can't be prepared", cancellationToken);
            prepared = true;
        }

        MayRun = true;
        await DoAsync(connection, Verb("start"), "can't be started", cancellationToken);
        await FollowAsync(connection, timeLeft, cancellationToken);
        var said = (await DoAsync(connection, Verb("status"), "ended without an exit status", cancellationToken)).Output.Trim();
        var result = int.TryParse(said, NumberStyles.None, null, out var status) ? new RemoteResult(status, output.ToString(), "")
            : throw Unfinished($"'{Printable.Show(said)}' is no exit status");
        await TidyAsync(connection, cancellationToken);
        return result;
    }

    /// <summary>An error that tells how to look at the step.</summary>
    public TrialException Unfinished(string what, Exception? cause = null) => new(
        $"A step on the host is not known to have ended: {what}",
        $"{host}: {unit}",
        $"Look on the host, as root: `systemctl status {unit}` (or `cat {folder}/pid`), `cat {folder}/output`, `cat {folder}/status`. Do "
            + "not start it again before it has ended.",
        cause: cause);

    async Task FollowAsync(IHostConnection connection, TimeSpan timeLeft, CancellationToken cancellationToken)
    {
        var command = Verb("follow", (Lines + 1).ToString()) with
        {
            Timeout = timeLeft > LastLook ? timeLeft : LastLook,
            OnLine = line =>
            {
                Lines++;
                output.Append(line).Append('\n');
                onLine?.Invoke(line);
            },
        };
        try
        {
            Check(await connection.RunAsync(command, cancellationToken), "can't be followed");
        }
        catch (TrialException e) when (e.InnerException is OperationCanceledException)
        {
            throw Unfinished("it did not end in time", e);
        }
    }

    async Task<RemoteResult> DoAsync(IHostConnection connection, RemoteCommand command, string failure, CancellationToken cancellationToken)
    {
        try
        {
            return Check(await connection.RunAsync(command, cancellationToken), failure);
        }
        catch (TrialException e) when (e.InnerException is OperationCanceledException)
        {
            // These take no time: the connection is silent, or the host is; another connection tells.
            throw new TrialException(e.What, e.Where, e.Hint, e.Status, new ConnectionLostException(e.What, e));
        }
    }

    RemoteResult Check(RemoteResult result, string failure) => result.ExitStatus switch
    {
        0 => result,
        NoFolder => throw Unfinished("its folder is gone; the host may have been restarted meanwhile"),
        NotStarted => throw Unfinished($"it {failure}; it may have been killed"),
        _ => throw (MayRun
            ? Unfinished($"it {failure}: {Said(result)}")
            : new TrialException($"A step on the host {failure}: {Said(result)}", $"{host}: {unit}",
                "Nothing was started. Look at the host's /run and at its free memory.")),
    };

    // What it leaves is in memory and goes with the next restart: not worth an error after a good end.
    async Task TidyAsync(IHostConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.RunAsync(Verb("tidy"), cancellationToken);
        }
        catch (TrialException)
        {
            onLine?.Invoke($"{host}:{folder} could not be removed");
        }
    }

    RemoteCommand Verb(string verb, params string[] more) =>
        new(["sh", "-c", EmbeddedText.Read("job.sh"), "sh", verb, folder, .. more]) { AsRoot = true };

    static string Said(RemoteResult result) => Printable.Show($"exit status {result.ExitStatus} {result.Error.Trim()}", 400);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,40}\z")]
    private static partial Regex Name();
}
