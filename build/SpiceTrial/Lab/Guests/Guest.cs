namespace SpiceTrial.Lab;

/// <summary>
/// The guest of a scenario: what it draws and when, and how its memory runs out. Pulled step by step by the device; what the server
/// does in between (flushes) may change what comes next. The same scenario and seed give the same steps to the same answers.
/// </summary>
public sealed class Guest
{
    const double IdleStep = 0.02;

    readonly Scenario scenario;
    readonly List<IGuestLoad> loads = [];
    readonly Queue<GuestStep> steps = new();
    readonly Queue<bool> answers = new();
    readonly List<Play> plays = [];
    readonly SeededRandom flushes;
    double time;
    double stalled;

    public Guest(Scenario scenario, int seed)
    {
        this.scenario = scenario;
        flushes = SeededRandom.For(seed, 3);
        List<ChromePainter> chrome = [.. scenario.Chrome.Select((_, index) => new ChromePainter(scenario, index, seed))];
        Action<Guest>? ooms = scenario.Oom.When switch
        {
            OomWhen.BeforeFrame => FrameOoms.Spread(scenario.Oom, scenario.Video.Fps, seed),
            OomWhen.Cycle => FrameOoms.Cycled(scenario.Oom, seed),
            _ => null,
        };
        loads.Add(new VideoPlayer(scenario, seed, ooms, [.. chrome.Where(x => x.Load.PerFrame is not null)]));
        loads.AddRange(chrome);
        if (scenario.Oom.When is OomWhen.Periodic or OomWhen.Poisson)
            loads.Add(new TimedOoms(scenario.Oom, seed));
    }

    /// <summary>The plays that the run has room for in full.</summary>
    public IReadOnlyList<Play> Plays => [.. plays.Where(x => x.To <= scenario.Seconds)];

    public int Ooms { get; private set; }

    /// <summary>What comes next, and moves on.</summary>
    public GuestStep Next()
    {
        // Chrome that pauses is due and draws nothing.
        while (steps.Count == 0)
            Plan();
        var step = steps.Dequeue();
        if (step.Kind == GuestAction.Oom)
        {
            Ooms++;
            stalled += scenario.Oom.StallMs / 1000;
        }

        return step with { Time = Now };
    }

    /// <summary>The server asks the device to hand back what it has; not 0 when it had something.</summary>
    public int Flush()
    {
        if (answers.TryDequeue(out var answer))
            return answer ? 1 : 0;
        return scenario.Flush.Kind == FlushKind.Share && flushes.Next() < scenario.Flush.Share ? 1 : 0;
    }

    internal void Draw(Picture picture, Box box) => steps.Enqueue(new(0, GuestAction.Draw, picture, box));

    internal void OutOfMemory() => steps.Enqueue(new(0, GuestAction.Oom));

    internal void OutOfMemory(bool flushReleases)
    {
        OutOfMemory();
        answers.Enqueue(flushReleases);
        // An eviction asks a second time, and nobody looks at the answer.
        if (!flushReleases)
            answers.Enqueue(false);
    }

    internal void PlayStarts() => plays.Add(new(time + stalled, double.PositiveInfinity));

    /// <param name="rest">Seconds from the last frame to the play's end.</param>
    internal void PlayEnds(double rest) => plays[^1] = plays[^1] with { To = time + stalled + rest };

    long Now => (long)((time + stalled) * 1e9);

    // Fires what is due next; a long gap is cut into idle steps.
    void Plan()
    {
        var load = loads.MinBy(x => x.Due)!;
        var until = Math.Min(load.Due, time + IdleStep);
        if (until + stalled >= scenario.Seconds)
        {
            // A stall may have led beyond the end already: time does not go back.
            time = Math.Max(time, scenario.Seconds - stalled);
            steps.Enqueue(new(0, GuestAction.End));
        }
        else if (load.Due > until)
        {
            time = until;
            steps.Enqueue(new(0, GuestAction.Idle));
        }
        else
        {
            time = load.Due;
            load.Fire(this);
        }
    }
}
