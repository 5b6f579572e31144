namespace SpiceTrial.Sessions;

/// <summary>Playback, pauses and freezes of a run, from its <see cref="Rhythm"/>. The rule is in <c>docs/analysis.md</c>.</summary>
/// <param name="Stretches">When the guest was drawing; empty where that can't be told from idling.</param>
/// <param name="Freezes">Silences while frames were due.</param>
/// <param name="Pauses">Lengths in seconds of the silences that part playback but are like the run's other pauses: neither playback nor
/// freeze.</param>
/// <param name="PlayStarts">When each play began, in seconds: they are parted by pauses of 1.5 s and more.</param>
/// <param name="BetweenPlays">Seconds within the stretches that those pauses take.</param>
/// <param name="SilenceAtEnd">From the last sign to the end, in seconds, where it is long enough to wonder.</param>
sealed record Playback(
    IReadOnlyList<Stretch> Stretches, IReadOnlyList<Freeze> Freezes, IReadOnlyList<double> Pauses, IReadOnlyList<double> PlayStarts,
    double BetweenPlays, double? SilenceAtEnd)
{
    /// <summary>Time in which the guest was drawing; <c>null</c> where it can't be told from idling.</summary>
    public double? Seconds => Stretches.Count > 0 ? Stretches.Sum(x => x.To - x.From) : null;

    /// <summary>A silence below this many seconds is never a freeze.</summary>
    public const double ShortestFreeze = 5;

    /// <summary>Nor one below this many times the interval within which nine of ten OOMs come: whether a stream was there or not, chance
    /// makes such a silence once in some 100,000 intervals.</summary>
    public const double TimesLongInterval = 5;

    // With so many others like it in the run, none three times as short, a silence is how this run pauses.
    const int UsualPauses = 2;
    const double Alike = 3;

    // So many OOM episodes without a longer silence are playback; single ones occur while a guest boots.
    const int Sustained = 5;

    /// <param name="rhythm">When the guest drew.</param>
    /// <param name="end">Of the run, in seconds.</param>
    /// <param name="isShutDown">The guest shut itself down in good order.</param>
    public static Playback Of(Rhythm rhythm, double? end, bool isShutDown = false)
    {
        if (rhythm.FirstSign is not { } firstSign || rhythm.LastSign is not { } lastSign)
            return new([], [], [], [], 0, null);
        var shortest = Math.Max(ShortestFreeze, TimesLongInterval * rhythm.LongInterval());
        bool BringsMode(Silence silence) =>
            silence.Seconds >= ShortestFreeze && rhythm.ModeChanges.Any(x => x >= silence.To - 1 && x <= silence.To + 2);
        var parts = rhythm.Silences.Where(x => x.Seconds >= shortest || x.IsOfGuestDriver || BringsMode(x)).ToList();
        var stretches = Parted(parts, rhythm, firstSign, lastSign).ToList();
        var atEnd = rhythm.UntilEnd(end) is { } rest && rest.Seconds >= shortest ? rest.Seconds : (double?)null;
        if (stretches.Count == 0)
            return new([], [], [], [], 0, atEnd);

        var silences = rhythm.Silences.Where(x => x.From >= stretches[0].From && x.To <= stretches[^1].To).ToList();
        var freezes = new List<Freeze>();
        var pauses = new List<double>();
        foreach (var silence in parts.Where(x => x.From >= stretches[0].From))
        {
            // Behind the last stretch playback may simply be over; a guest that was stuck, or set its mode anew (its display server came
            // up again or gave the console back), went down, unless it was shut down.
            var endsRun = silence.From >= stretches[^1].To;
            var isFreeze = silence.IsOfGuestDriver || silence.IsStuck
                || (endsRun ? BringsMode(silence) : !IsUsual(silence, silences));
            if (isFreeze && !(endsRun && (isShutDown || freezes is [.., { EndsRun: true }])))
                freezes.Add(new(silence.From, silence.Seconds, endsRun,
                    silence.IsOfGuestDriver ? FreezeCause.GuestDriver : FreezeCause.Unknown) { IsStuck = silence.IsStuck });
            else
                pauses.Add(silence.Seconds);
        }

        bool IsWithin(double from, double to) => stretches.Exists(x => from >= x.From && to <= x.To);
        return new(stretches, freezes, pauses,
            [.. rhythm.BetweenPlays.Select(x => x.To).Prepend(rhythm.FirstPicture ?? lastSign).Where(x => IsWithin(x, x))],
            rhythm.BetweenPlays.Where(x => IsWithin(x.From, x.To)).Sum(x => x.To - x.From), atEnd);
    }

    static IEnumerable<Stretch> Parted(List<Silence> parts, Rhythm rhythm, double from, double to)
    {
        long episodes = 0, creates = 0;
        foreach (var silence in parts)
        {
            if (silence.Creates > creates || silence.Episodes - episodes >= Sustained)
                yield return new(from, silence.From);
            (from, episodes, creates) = (silence.To, silence.Episodes, silence.Creates);
        }

        if (rhythm.Creates > creates || rhythm.Episodes - episodes >= Sustained)
            yield return new(from, to);
    }

    static bool IsUsual(Silence silence, List<Silence> others) =>
        others.Count(x => x != silence && Alike * x.Seconds > silence.Seconds) >= UsualPauses;
}
