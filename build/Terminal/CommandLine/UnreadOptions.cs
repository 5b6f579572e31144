namespace SpiceTrial.Terminal;

/// <summary>Options that none of the asked targets reads. They would be ignored without a word: <c>--up</c> without <c>TestHost</c> would
/// start a build.</summary>
static class UnreadOptions
{
    /// <param name="spec">Which target reads what.</param>
    /// <param name="arguments">The command line, whose other errors were found already.</param>
    /// <param name="hasOtherTarget">Whether the targets stand elsewhere: in the environment or a file.</param>
    internal static IEnumerable<CommandLineError> Errors(CommandLineSpec spec, IReadOnlyList<string> arguments, bool hasOtherTarget)
    {
        var options = arguments.Where(x => x.StartsWith("--", StringComparison.Ordinal)).Select(spec.FindOption).OfType<OptionSpec>()
            .Distinct().ToList();
        if (Targets(spec, arguments, hasOtherTarget) is not { Count: > 0 } targets || targets.Any(x => x.Reads is null))
            yield break;
        foreach (var option in options.Where(x => !x.IsOfHost && !targets.Any(target => Reads(target, x))))
        {
            string[] readers = [.. spec.Targets.Where(x => x.Reads is not null && Reads(x, option)).Select(x => x.Name)];
            yield return new(
                $"{option.Shown} would be ignored: {string.Join(" and ", targets.Select(x => x.Name))} "
                    + $"{(targets.Count == 1 ? "does" : "do")} not read "
                    + $"it{(arguments[0].StartsWith('-') ? " (no target was named, so this is the default one)" : "")}",
                readers.Length == 0
                    ? null
                    : $"{string.Join(", ", readers.Take(4))}{(readers.Length > 4 ? $" and {readers.Length - 4} more" : "")} "
                        + $"{(readers.Length == 1 ? $"reads it: ./build.sh {readers[0]} {option.Typed} ..." : "read it")}");
        }
    }

    static bool Reads(TargetSpec target, OptionSpec option) => target.Reads!.Any(x => Names.Same(x, option.Name));

    static List<TargetSpec>? Targets(CommandLineSpec spec, IReadOnlyList<string> arguments, bool hasOtherTarget)
    {
        string[] named = [.. arguments.TakeWhile(x => !x.StartsWith('-'))];
        if (named.Length == 0)
            named = [
                .. arguments.SkipWhile(x => !(x.StartsWith('-') && Names.Same(x, "--target"))).Skip(1).TakeWhile(x => !x.StartsWith('-'))];
        if (named.Length == 0 && !hasOtherTarget && spec.DefaultTarget is { } usual)
            named = [usual];
        var targets = named.Select(spec.FindTarget).ToList();
        return targets.Contains(null) ? null : [.. targets.OfType<TargetSpec>()];
    }
}
