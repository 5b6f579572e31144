using System.Diagnostics;

namespace SpiceTrial.Hosts;

/// <summary>
/// A long step on a host, as root, that does not depend on the connection which started it: it runs as a transient systemd unit, or in a
/// session of its own where there is no systemd. When the connection drops, a new one picks up its output and its exit status. Its
/// environment has <c>DEBIAN_FRONTEND=noninteractive</c>, its input is empty.
/// </summary>
public static class RemoteJob
{
    /// <summary>How long to look for a host where nothing has been started yet.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>Runs a program to its end, once, over as many connections as that takes.</summary>
    /// <param name="connect">Opens a connection to the host; each is disposed of here.</param>
    /// <param name="name">What the step is, for its unit: small letters, digits and dashes.</param>
    /// <param name="words">The program and its arguments; they reach it as they are.</param>
    /// <param name="timeout">After this long the step is no longer waited for; it is left running, as half of it may be worse than
    /// all.</param>
    /// <param name="onLine">Called for every line that it prints, on either stream, once each; and for what happens to the
    /// connection.</param>
    /// <param name="cancellationToken">Stops waiting at once; a step that has begun runs on.</param>
    /// <returns>The step's exit status and all that it printed, both streams in one.</returns>
    /// <exception cref="TrialException">
    /// The host can't be reached, root can't be had, no end in time, or the step ended without an exit status; says how to look at it.
    /// </exception>
    public static async Task<RemoteResult> RunAsync(
        Func<CancellationToken, Task<IHostConnection>> connect,
        string name,
        IReadOnlyList<string> words,
        TimeSpan timeout,
        Action<string>? onLine,
        CancellationToken cancellationToken)
    {
        var job = new JobOnHost(name, words, onLine);
        var clock = Stopwatch.StartNew();
        var pause = FirstPause;
        while (true)
        {
            var linesBefore = job.Lines;
            try
            {
                await using var connection = await connect(cancellationToken);
                return await job.ContinueAsync(connection, timeout - clock.Elapsed, cancellationToken);
            }
            catch (TrialException e) when (IsDrop(e))
            {
                if (clock.Elapsed + pause > (job.MayRun ? timeout : Patience))
                    throw job.MayRun
                        ? job.Unfinished($"it did not end within {timeout.TotalSeconds:0} s, and the connection is lost: {e.What}", e)
                        : e;
                onLine?.Invoke($"{e.What}; {(job.MayRun ? "the step runs on, " : "")}trying again in {pause.TotalSeconds:0} s");
            }

            await Task.Delay(pause, cancellationToken);
            pause = job.Lines > linesBefore ? FirstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    // Nothing else: a changed host key or a refused log-in does not get better by trying again.
    static bool IsDrop(TrialException e) => e.InnerException is HostUnreachableException or ConnectionLostException;
}
