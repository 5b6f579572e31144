namespace SpiceTrial.Reports;

/// <summary>What a draft said was measured and its new text does not: a clone without the lab's results would take them out of a document
/// without a word.</summary>
static class DraftLoss
{
    static readonly (string Mark, string What, string Hint)[] Measured =
    [
        ("### In the lab", "measurements of the lab", "run ./build.sh Lab first, or name its result with --lab-results PATH"),
        ("of this trial's `docs/verdict-rule.md`.", "a comparison of runs",
            "run ./build.sh Compare or Report first, or name its result with --comparison PATH"),
    ];

    /// <returns>A warning for each kind of measurement that is lost.</returns>
    public static IEnumerable<string> Of(string? before, string after, string path) => Measured
        .Where(x => before is not null && before.Contains(x.Mark, StringComparison.Ordinal)
            && !after.Contains(x.Mark, StringComparison.Ordinal))
        .Select(x =>
            $"{path} had {x.What}, and now says that nothing was measured: none is here. To have it back: {x.Hint}; the old text is in "
                + $"git (`git checkout -- {path}`)");
}
