using System.Runtime.CompilerServices;

namespace SpiceTrial.Sessions;

/// <summary>Parts a log into runs: libvirt appends every start of a domain to one file, and each start is a process of its own.</summary>
sealed class RunCollector(LogOptions options)
{
    // A domain is not started this often; what is more comes from garbage, and memory stays bounded.
    const int MostRuns = 1_000;

    // Nor are so many times plotted: beyond them later runs keep none.
    const int MostTimes = 500_000;

    readonly List<RunFigures> runs = [];
    RunBuilder current = new(options);
    bool hasSpice;
    bool endsWhole = true;
    bool isEmpty = true;
    int failedStarts;
    int passedOver;
    int times;
    LineTime lastTime;
    (LogEvent Event, LineTime Before)? setUp;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(LogBatch batch)
    {
        isEmpty &= batch.Length == 0;
        hasSpice |= batch.HasSpice;
        endsWhole = batch.Length == 0 ? endsWhole : !batch.IsTorn;
        var starts = 0;
        var opens = batch.Events.IsEmpty || !batch.Events[0].Line.StartsRun;
        if (opens)
            current.See(batch.First);
        foreach (ref readonly var found in batch.Events)
        {
            // Nearly all events of a large log are these.
            if (found.Kind is LogEventKind.Oom or LogEventKind.OomHandled or LogEventKind.Eviction && setUp is null
                && found.Process == current.Process)
                current.Add(found);
            else
                Add(found, found.Line.StartsRun ? batch.TimesBefore[starts++] : default);
        }

        current.See(batch.Last);
        lastTime = batch.Last.IsKnown ? batch.Last : lastTime;
    }

    public LogContent Finish()
    {
        if (setUp is var (held, _))
            current.Add(held);
        if (current.HasSpice || (hasSpice && runs.Count == 0))
            Close(endsWhole);
        else if (current.HasDomainStart)
            Fail();
        if (passedOver > 0)
            runs[^1] = runs[^1] with { Remarks = [.. runs[^1].Remarks, $"{passedOver} further runs are in the log and were passed over"] };
        // What failed behind the last run belongs to it: there is no later one.
        if (runs.Count > 0 && failedStarts > 0)
            runs[^1] = runs[^1] with { FailedStarts = runs[^1].FailedStarts + failedStarts };
        return new(runs, hasSpice, failedStarts, isEmpty);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Add(in LogEvent found, LineTime before)
    {
        if (setUp is var (held, heldBefore))
        {
            setUp = null;
            if (found.Kind == LogEventKind.ServerStarts)
                Part(heldBefore);
            current.Add(held);
        }

        switch (found.Kind)
        {
            case LogEventKind.ServerSetUp when current.HasSpice:
                // It comes just before a new process's first line; alone it is a setting that was changed.
                setUp = (found, before.IsKnown ? before : lastTime);
                return;
            case LogEventKind.ServerStarts when current.Version is not null || (current.HasSpice && !current.IsSetUp):
            case LogEventKind.DomainStarts when !current.IsUntouched:
                Part(before.IsKnown ? before : lastTime);
                break;
            case var _ when found.Process != 0 && current.Process != 0 && found.Process != current.Process:
                Part(default);
                break;
            default:
                break;
        }

        current.Add(found);
    }

    void Part(LineTime before)
    {
        current.See(before);
        if (current.HasSpice)
            Close(isWhole: true);
        else
            Fail();
        current = new(options with { WithTimeline = times < MostTimes });
    }

    void Fail() => failedStarts += current.IsRefused ? 0 : 1;

    void Close(bool isWhole)
    {
        if (runs.Count >= MostRuns)
        {
            passedOver++;
            return;
        }

        runs.Add(current.Finish(isWhole, failedStarts,
            failedStarts > 0
                ? [$"{failedStarts} earlier starts of the domain never came to a spice-server's line: they are no runs"]
                : []));
        failedStarts = 0;
        if (runs[^1].Timeline is { } timeline)
            times += timeline.Ooms.Count + timeline.FreeSome.Count + (4 * timeline.Streams.Count);
    }
}
