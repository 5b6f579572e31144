namespace SpiceTrial.Sessions;

/// <content>The figures at the end of the run.</content>
sealed partial class RunBuilder
{
    /// <param name="endsWhole">The run's last line has its end.</param>
    /// <param name="failedStarts">Starts of the domain before it that failed.</param>
    /// <param name="remarks">What the reader of the whole log has to say of this run.</param>
    public RunFigures Finish(bool endsWhole, int failedStarts, IEnumerable<string> remarks)
    {
        var duration = clock.Duration;
        // A stream that still exists gets its frames.
        if (duration is { } last && Streams.LiveCount > 0)
            rhythm.Stopped(last);
        Streams.End(duration);
        var (mode, end) = (ModeOf(said.GetValueOrDefault(LogEventKind.Mode)), said.GetValueOrDefault(LogEventKind.Ends));
        var playback = Playback.Of(rhythm, duration, isShutDown: end == "shutdown");
        var tallies = Streams.Regions.OrderByDescending(x => x.Area.Pixels).ThenBy(x => x.Area.Top).ThenBy(x => x.Area.Left).ToList();
        var kinds = Kinds(tallies);
        tallies = [.. tallies.OrderBy(x => kinds[x]).ThenByDescending(x => x.Creates)];
        var isWhole = HasBeginning && endsWhole && !said.ContainsKey(LogEventKind.Dropped);
        var video = tallies.FirstOrDefault(x => kinds[x] == RegionKind.Video);
        // Closes the last one.
        var reach = evictions.Reach();
        return new RunFigures
        {
            Tag = options.Tag,
            Arm = options.Arm,
            Mode = mode ?? ModeOf(said.GetValueOrDefault(LogEventKind.ModeArgument)),
            Version = Version,
            Start = clock.Start,
            DurationSeconds = duration,
            PlaybackSeconds = playback.Seconds,
            Ooms = ooms,
            FreeSome = freeSome,
            Creates = Streams.Creates,
            Stops = Streams.Stops,
            PeakStreams = Streams.Peak,
            SlotsExhausted = Streams.IsExhausted,
            LogComplete = isWhole,
            Regions = [.. tallies.Select(x => RegionOf(x, kinds[x], playback.Seconds))],
            Freezes = playback.Freezes,
            Pauses = playback.Pauses,
            FailedStarts = failedStarts,
            Remarks = [.. Remarks(playback, endsWhole, kinds.ContainsValue(RegionKind.Video)), .. remarks],
            Timeline = duration is null ? null : new(oomTimes, freeSomeTimes,
                [.. (options.WithTimeline ? Streams.Bars : []).Select(x => new StreamBar(tallies.IndexOf(x.Region!), x.From!.Value, x.To))],
                isCut || Streams.IsCut || !options.WithTimeline)
            {
                Playback = playback.Stretches,
                Left = evictions.Each.Count == freeSomeTimes.Count ? evictions.Each : [],
            },
            Current = currents.Spread(),
            EvictionReach = reach,
            Classes = [.. tallies.GroupBy(x => kinds[x]).OrderBy(x => x.Key)
                .Select(x => new ClassFigures(x.Key, x.Count(), x.Sum(y => y.Creates), x.Sum(y => y.Stops), x.Sum(y => y.ReEngagements)))],
            Plays = PlaysOf(playback, [.. tallies.Where(x => kinds[x] == RegionKind.Video)]),
            SecondsToEngage = Distribution.Of(video?.ToEngage.Where(x => x > 0) ?? []),
            SecondsToReEngage = Distribution.Of(video?.ToReEngage ?? []),
            SilenceAtEndSeconds = playback.SilenceAtEnd,
            // Where the server goes on, the assertion was none of the process's. libvirt takes a qemu that gives up waiting for a crash.
            Ended = IsRefused && failedAt is null && (IsIncoming || end != "crashed") ? RunFigures.StartRefused
                : failedAt == Counted && end != "crashed" ? RunFigures.FailedAssertion : end,
            HasGuest = IsSetUp || HasDomainStart ? true : isWhole && Source > 0 ? false : null,
            ClientConnected = said.ContainsKey(LogEventKind.ClientConnects) ? true : isWhole && mode is not null ? false : null,
            ImageCompression = (said.GetValueOrDefault(LogEventKind.Compression) ?? said.GetValueOrDefault(LogEventKind.SpiceArgument))
                ?.Replace('-', '_'),
            Host = said.TryGetValue(LogEventKind.DomainStarts, out var host) ? HostLine.Read(host) : null,
            Synthetic = said.ContainsKey(LogEventKind.Synthetic),
        };
    }

    /// <summary>The window may stand elsewhere in each play.</summary>
    static PlayFigures? PlaysOf(Playback playback, IReadOnlyList<RegionTally> video) => playback.PlayStarts is not { Count: > 0 } plays
        ? null
        : new(plays.Count, video.SelectMany(x => x.EngagedPlays).Distinct().Count())
        {
            Before = video.Min(x => x.EngagedAt) is { } first ? Math.Max(0, plays.Count(x => x <= first) - 1) : plays.Count,
            BetweenSeconds = playback.BetweenPlays,
        };

    /// <summary>The largest region that is no widget is taken for the video unless its size was named.</summary>
    /// <param name="regions">The largest first.</param>
    Dictionary<RegionTally, RegionKind> Kinds(IReadOnlyList<RegionTally> regions)
    {
        var size = options.Video ?? (regions is [{ Area: { Pixels: >= StreamTable.SmallestPicture } largest }, ..]
            ? (largest.Width, largest.Height) : null);
        return regions.ToDictionary(x => x, x => (x.Area.Width, x.Area.Height) == size ? RegionKind.Video
            : x.Area.Pixels < StreamTable.SmallestPicture ? RegionKind.Widget : RegionKind.Other);
    }

    static Region RegionOf(RegionTally tally, RegionKind kind, double? playback)
    {
        double? streaming = tally.IsTimeLost ? null : tally.StreamingSeconds;
        return new(kind, tally.Area.Width, tally.Area.Height, tally.Area.Left, tally.Area.Top, tally.Creates, tally.Stops,
            tally.ReEngagements, streaming, playback > 0 && streaming is { } seconds ? Math.Min(1, seconds / playback.Value) : null)
        {
            Strips = tally.Strips.Count,
        };
    }

    IEnumerable<string> Remarks(Playback playback, bool endsWhole, bool hasVideo)
    {
        if (said.ContainsKey(LogEventKind.Synthetic))
            yield return "synthetic: the log says that it was generated, it measures nothing";
        if (!HasBeginning)
            yield return "the beginning of the log is missing: counts are lower bounds, and a stream that already existed has no create "
                + "here";
        if (!endsWhole)
            yield return "the last line is torn";
        if (said.ContainsKey(LogEventKind.Dropped))
            yield return $"{(dropped > 0 ? $"{dropped} messages" : "messages")} were dropped on their way to this log (the rate limit "
                + "of journald or syslog): counts are lower bounds; let qemu write its own log (stdio_handler = \"logd\")";
        if (untimed > 0)
            yield return $"{untimed} events stand behind a prefix without a known time: they are counted, their times are not known";
        if (clock.IsMixed)
            yield return "lines of another clock stand in between: their times are not known";
        if (clock.WentBack >= 1)
            yield return $"the clock went back by up to {clock.WentBack:0.0} s: times around that are not exact";
        if (clock.IsLocalTime)
            yield return "times are the host's local ones, their zone is not known: taken for UTC";
        if (Streams.LostLines > 0)
            yield return $"{Streams.LostLines} stream lines do not follow from those before: lines are missing";
        if (Streams.Unplaced > 0)
            yield return $"{Streams.Unplaced} creates have no readable rectangle or number, or came after too many regions: they are "
                + "counted, but belong to no region";
        if (Streams.Displays > 1)
            yield return $"{Streams.Displays} displays were set up, each numbers its own streams and no line names its display: where two "
                + "share a number, a stop is taken for that of the younger; rectangles are of either display";
        if (!said.ContainsKey(LogEventKind.Mode))
            yield return !said.ContainsKey(LogEventKind.ModeArgument)
                ? "the streaming mode is not known: no line says it"
                : "the streaming mode is the one that libvirt passed: no line of the server says it";
        if (ooms > 0 && freeSome == 0)
            yield return "no OOM evicted anything (no free_some): the ring was never written because of memory, so its size can't matter "
                + "here";
        if (Streams.Creates > 0 && !hasVideo)
            yield return options.Video is { } size
                ? $"no stream had the video's size {size.Width}x{size.Height}"
                : "no stream was as large as a video: only widgets were streamed";
        foreach (var remark in PlaybackRemarks(playback))
            yield return remark;
    }

    IEnumerable<string> PlaybackRemarks(Playback playback)
    {
        if (Streams.IsExhausted)
            yield return $"all {StreamTable.Slots} stream slots were taken: whatever came then could not become a stream, at any ring size";
        if (playback.Seconds is null && clock.Duration is not null)
            yield return "playback can't be told from idling: "
                + (rhythm.FirstSign is null && ooms + Streams.Creates > 0 ? "no event has a time" : "no stream and too few OOMs");
        foreach (var freeze in playback.Freezes)
            yield return $"freeze: from {freeze.Start:0.0} s on nothing came from the guest for {freeze.Seconds:0.0} s while "
                + "frames were due"
                + (freeze.IsStuck ? ", and nothing was drawn in between: it was stuck" : "")
                + (freeze.Cause == FreezeCause.GuestDriver ? ": the guest's kernel waited for memory, with any library" : "")
                + (freeze.EndsRun ? "; playback never came back (the guest's display aborted)" : "");

        if (playback.Pauses.Count > 0)
            yield return $"{playback.Pauses.Count} breaks between stretches of playback are left out of it: they are like the run's other "
                + "pauses, or playback was over";
        if (playback.SilenceAtEnd is { } silence && !playback.Freezes.Any(x => x.EndsRun))
            yield return $"the last {silence:0.0} s show no sign of drawing: playback was over, or the guest froze; the log can't tell";
        if (!options.WithTimeline)
            yield return "times are kept of the log's first runs only; counts are of all";
        else if (rhythm.IsCut || isCut || Streams.IsCut)
            yield return $"the timeline keeps the first {RunTimeline.Limit} of each kind; counts are of all";
    }
}
