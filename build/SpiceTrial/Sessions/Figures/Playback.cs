namespace SpiceTrial.Sessions;

/// <summary>Playback, pauses and freezes of a run, from its <see cref="Rhythm"/>. The rule is in <c>docs/analysis.md</c>.</summary>
/// <param name="Seconds">Time in which the guest was drawing; <c>null</c> where it can't be told from idling.</param>
/// <param name="Freezes">Silences while frames were due.</param>
/// <param name="Breaks">Silences that part playback but are like the run's other pauses: neither playback nor freeze.</param>
/// <param name="Plays">Stretches of playback, parted by pauses of 1.5 s and more.</param>
/// <param name="SilenceAtEnd">From the last sign to the end, in seconds, where it is long enough to wonder.</param>
sealed record Playback(double? Seconds, IReadOnlyList<Freeze> Freezes, int Breaks, int? Plays, double? SilenceAtEnd)
{
    /// <summary>A silence below this many seconds is never a freeze.</summary>
    public const double ShortestFreeze = 5;

    /// <summary>Nor one below this many times the run's usual pause.</summary>
    public const double TimesUsualPause = 3;

    /// <summary>Nor, where OOMs are the only signs, one below this many times the usual time between two of them.</summary>
    public const double TimesUsualInterval = 10;

    // So many OOM episodes without a longer silence are playback; single ones occur while a guest boots.
    const int Sustained = 5;

    public static Playback Of(Rhythm rhythm, double? end)
    {
        if (rhythm.FirstSign is not { } firstSign || rhythm.LastSign is not { } lastSign)
            return new(null, [], 0, null, null);
        var betweenOoms = Math.Max(ShortestFreeze, TimesUsualInterval * rhythm.UsualInterval());
        bool IsPart(Silence silence) => silence.Seconds >= (silence.AfterStream ? ShortestFreeze : betweenOoms);
        var parts = rhythm.Silences.Where(IsPart).ToList();
        var stretches = Stretches(parts, rhythm, firstSign, lastSign).Where(x => x.Creates > 0 || x.Episodes >= Sustained).ToList();
        var atEnd = rhythm.UntilEnd(end) is { } rest && IsPart(rest) ? rest.Seconds : (double?)null;
        if (stretches.Count == 0)
            return new(null, [], 0, null, atEnd);

        var pauses = rhythm.Silences.Where(x => x.From >= stretches[0].From && x.To <= stretches[^1].To).ToList();
        var freezes = new List<Freeze>();
        var breaks = 0;
        foreach (var silence in parts.Where(x => x.From >= stretches[0].From))
        {
            // Behind the last stretch playback may simply be over; a guest that was stuck, or set its mode anew (its display server came
            // up again or gave the console back), went down.
            var endsRun = silence.From >= stretches[^1].To;
            var isUnusual = silence.Seconds >= TimesUsualPause * UsualPause(pauses, silence);
            var isDown = silence.IsStuck || rhythm.ModeChanges.Any(x => x >= silence.To - 1 && x <= silence.To + 2);
            if (endsRun ? isUnusual && isDown && freezes is not [.., { EndsRun: true }] : isUnusual)
                freezes.Add(new(silence.From, silence.Seconds, endsRun) { IsStuck = silence.IsStuck });
            else
                breaks++;
        }

        var plays = 1 + pauses.Count(x => stretches.Exists(y => x.From >= y.From && x.To <= y.To)) + stretches.Count - 1;
        return new(stretches.Sum(x => x.To - x.From), freezes, breaks, plays, atEnd);
    }

    static IEnumerable<Stretch> Stretches(List<Silence> parts, Rhythm rhythm, double from, double to)
    {
        long episodes = 0, creates = 0;
        foreach (var silence in parts)
        {
            yield return new(from, silence.From, silence.Episodes - episodes, silence.Creates - creates);
            (from, episodes, creates) = (silence.To, silence.Episodes, silence.Creates);
        }

        yield return new(from, to, rhythm.Episodes - episodes, rhythm.Creates - creates);
    }

    /// <summary>The median of the run's other pauses; 0 where there is no other.</summary>
    static double UsualPause(List<Silence> pauses, Silence but) =>
        Distribution.Of(pauses.Where(x => x != but).Select(x => x.Seconds))?.Median ?? 0;

    /// <summary>Between two silences that part playback, in seconds from the start of the run.</summary>
    sealed record Stretch(double From, double To, long Episodes, long Creates);
}
