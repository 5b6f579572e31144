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
    int unlogged;
    int passedOver;
    int times;
    LineTime lastTime;
    (LogEvent Event, LineTime Before)? setUp;
    bool isOfDomain;
    bool isMixed;

    // Names of the sources whose lines were seen, and the sources of runs that are over.
    readonly Dictionary<int, string> sources = [];
    readonly HashSet<int> over = [];

    public void Add(LogBatch batch)
    {
        isEmpty &= batch.Length == 0;
        hasSpice |= batch.HasSpice;
        endsWhole = batch.Length == 0 ? endsWhole : !batch.IsTorn;
        var starts = 0;
        var opens = batch.Events.Count == 0 || !batch.Events[0].Line.StartsRun;
        if (opens)
            See(batch.First, batch.FirstSource);
        foreach (var (source, name) in batch.Sources)
        {
            if (sources.Count < MostRuns)
                sources.TryAdd(source, name);
        }

        foreach (var found in batch.Events)
            Add(found, found.Line.StartsRun ? batch.TimesBefore[starts++] : default);

        See(batch.Last, batch.LastSource);
        lastTime = batch.Last.IsKnown ? batch.Last : lastTime;
    }

    public LogContent Finish()
    {
        if (setUp is var (held, _))
            current.Add(held);
        if (current.HasSpice || (hasSpice && runs.Count == 0 && !current.IsUnlogged))
            Close(endsWhole);
        else
            Fail();
        // What failed behind the last run belongs to it: there is no later one.
        if (runs.Count > 0)
            runs[^1] = runs[^1] with { FailedStarts = runs[^1].FailedStarts + failedStarts, Remarks = [.. runs[^1].Remarks, .. Left()] };
        return new(runs, failedStarts + unlogged, isOfDomain, isEmpty)
        {
            Mixed = isMixed ? [.. over.Append(current.Source).Select(x => sources.GetValueOrDefault(x, $"process {x}")).Distinct()] : [],
        };
    }

    /// <summary>A line of another process says nothing of how long this one lived.</summary>
    void See(LineTime time, int source)
    {
        if (source == 0 || current.Source == 0 || source == current.Source)
            current.See(time);
    }

    void Add(in LogEvent found, LineTime before)
    {
        if (setUp is var (held, heldBefore))
        {
            setUp = null;
            if (found.Kind == LogEventKind.ServerStarts && (found.Source == held.Source || held.Source == 0))
                Part(heldBefore);
            current.Add(held);
        }

        isOfDomain |= found.Kind is LogEventKind.DomainStarts or LogEventKind.SpiceArgument
            || (found.Kind == LogEventKind.Ends && found.Time.IsKnown);
        switch (found.Kind)
        {
            case LogEventKind.Dropped:
                if (found.Number == LogLines.NotDropped)
                    return;
                break;
            case var _ when found.Source != 0 && current.Source != 0 && found.Source != current.Source:
                if (!found.Line.IsOfServer && !found.Line.StartsRun)
                    return;
                over.Add(current.Source);
                // Who comes again without a start never went away.
                isMixed |= over.Contains(found.Source) && !found.Line.StartsRun;
                Part(before);
                break;
            case LogEventKind.ServerSetUp when current.HasSpice:
                // It comes just before a new process's first line; alone it is a setting that was changed.
                setUp = (found, before.IsKnown ? before : lastTime);
                return;
            case LogEventKind.ServerStarts when current.Version is not null || (current.HasSpice && !current.IsSetUp):
            case LogEventKind.DomainStarts when current.HasDomainStart || current.HasSpice:
            case LogEventKind.DomainStarts or LogEventKind.ServerSetUp or LogEventKind.ServerStarts when current.IsOnlyAnEnd:
                Part(before.IsKnown ? before : lastTime);
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

    // An end without a start is of a process that began before the log did.
    void Fail()
    {
        if (current.IsUnlogged)
            unlogged++;
        else if (current.HasDomainStart && !current.IsRefused)
            failedStarts++;
    }

    IEnumerable<string> Left()
    {
        if (passedOver > 0)
            yield return $"{passedOver} further runs are in the log and were passed over";
        if (unlogged > 0)
            yield return $"{unlogged} more starts of the domain had no debug logging (G_MESSAGES_DEBUG): what became of them is not known";
    }

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
            times += timeline.Ooms.Count + timeline.FreeSome.Count + timeline.Left.Count + (4 * timeline.Streams.Count);
    }
}
