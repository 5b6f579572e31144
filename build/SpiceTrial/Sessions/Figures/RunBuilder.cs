namespace SpiceTrial.Sessions;

/// <summary>Takes one run's events in order and yields its figures.</summary>
sealed partial class RunBuilder(LogOptions options)
{
    // qemu has 16 display channels at most (MAX_DISPLAYS of spice-common is 16); more such lines are garbage.
    const int MostDisplays = 16;

    readonly RunClock clock = new();
    readonly Rhythm rhythm = new(new(options.Video));
    readonly Tally currents = new();
    readonly EvictionTally evictions = new(options.WithTimeline);
    readonly List<double> oomTimes = [];
    readonly List<double> freeSomeTimes = [];
    int ooms;
    int freeSome;
    int current = -1;
    long untimed;
    long dropped;
    bool isCut;
    (long, long, int, int)? failedAt;

    // What the last line of a kind says; empty where it says nothing else.
    readonly Dictionary<LogEventKind, string> said = [];

    /// <summary>spice-server's version, from its first line.</summary>
    public string? Version => said.GetValueOrDefault(LogEventKind.ServerStarts);

    /// <summary>Its set-up was seen, which comes just before its version.</summary>
    public bool IsSetUp => said.ContainsKey(LogEventKind.ServerSetUp);

    public bool HasDomainStart => said.ContainsKey(LogEventKind.DomainStarts);

    /// <summary>A port, a disk, memory, a device or a migrated guest was not to be had: before it drew anything it gave up. What waits for
    /// a guest has its first surfaces already.</summary>
    public bool IsRefused => ooms == 0 && Streams.Creates == 0 && (IsIncoming ? said.ContainsKey(LogEventKind.Refused) || HasFailed
        : said.ContainsKey(LogEventKind.Refused) && !said.ContainsKey(LogEventKind.Surface));

    /// <summary>It would hardly have written a line whatever it did: what became of it is not known, unless libvirt says it.</summary>
    public bool IsUnlogged => HasDomainStart && !HasSpice && !said.ContainsKey(LogEventKind.Debugging) && !HasFailed && !IsRefused;

    bool IsIncoming => said.ContainsKey(LogEventKind.Incoming);

    // libvirt's word for a domain that never came to run.
    bool HasFailed => said.GetValueOrDefault(LogEventKind.Ends) == "failed";

    /// <summary>Some event comes from a spice-server.</summary>
    public bool HasSpice { get; private set; }

    /// <summary>Whose lines they are, where they say it.</summary>
    public int Source { get; private set; }

    /// <summary>The run's first event is its process's start.</summary>
    public bool HasBeginning { get; private set; }

    StreamTable Streams => rhythm.Streams;

    (long, long, int, int) Counted => (ooms, freeSome, Streams.Creates, Streams.Stops);

    /// <summary>Nothing was seen but the end of a process that began before the log did.</summary>
    public bool IsOnlyAnEnd => !HasDomainStart && !HasSpice && said.ContainsKey(LogEventKind.Ends);

    /// <summary>A line that says nothing but its time.</summary>
    public double? See(LineTime time) => clock.At(time);

    public void Add(in LogEvent found)
    {
        var time = found.Kind == LogEventKind.DomainStarts ? clock.DomainStarts(found.Time) : clock.At(found.Time);
        var isSpice = found.Line.IsOfServer;
        HasBeginning |= !HasSpice && found.Line.StartsRun;
        HasSpice |= isSpice;
        if (isSpice && time is null)
            untimed++;
        if (found.Source != 0 && found.Kind != LogEventKind.Dropped)
            Source = found.Source;
        Take(found, time);
    }

    void Take(in LogEvent found, double? time)
    {
        switch (found.Kind)
        {
            case LogEventKind.Oom:
                Oom(found.Number, time);
                break;
            case LogEventKind.OomHandled:
                evictions.Left(found.Number);
                break;
            case LogEventKind.Eviction:
                Eviction(time);
                break;
            case LogEventKind.Create:
                if (time is { } created)
                    rhythm.Created(created, found.Area);
                Streams.Create(found.Number, found.Area, time, rhythm.Play, time is null ? null : rhythm.PlayStart);
                break;
            case LogEventKind.Stop:
                if (time is { } stopped)
                    rhythm.Stopped(stopped);
                Streams.Stop(found.Number, time);
                break;
            default:
                TakeSetting(found, time);
                break;
        }
    }

    void TakeSetting(in LogEvent found, double? time)
    {
        // Each display says the mode when it is set up.
        if (found.Kind == LogEventKind.Mode)
            Streams.Displays = Math.Min(Streams.Displays + 1, MostDisplays);
        if (found.Kind == LogEventKind.Surface && time is { } changed)
            rhythm.ModeChanged(changed);
        if (found.Kind == LogEventKind.Fails)
            failedAt = Counted;
        dropped += found.Kind == LogEventKind.Dropped ? Math.Max(found.Number, 0) : 0;
        // A mode that is torn is none.
        if (found.Kind is not (LogEventKind.Mode or LogEventKind.ModeArgument) || ModeOf(found.Text) is not null)
            said[found.Kind] = found.Text ?? "";
    }

    void Oom(int inTree, double? time)
    {
        ooms++;
        current = inTree;
        if (inTree >= 0)
            currents.Add(inTree);
        if (time is not { } known)
            return;
        rhythm.Oom(known, inTree);
        Keep(oomTimes, known);
    }

    void Eviction(double? time)
    {
        freeSome++;
        rhythm.Evicted();
        evictions.Of(current);
        if (time is { } known)
            Keep(freeSomeTimes, known);
    }

    void Keep(List<double> times, double time)
    {
        if (times.Count < RunTimeline.Limit && options.WithTimeline)
            times.Add(time);
        else
            isCut = true;
    }

    static StreamingMode? ModeOf(string? text) => text switch
    {
        "all" => StreamingMode.All,
        "filter" => StreamingMode.Filter,
        "off" => StreamingMode.Off,
        _ => null,
    };
}
