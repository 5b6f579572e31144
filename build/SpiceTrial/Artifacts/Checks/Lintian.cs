namespace SpiceTrial.Artifacts;

/// <summary>lintian has nothing to say of the package that it does not say of the archive's own.</summary>
static partial class Lintian
{
    // What our changelog entry is: not from the archive, by nobody who can be mailed.
    static readonly string[] OfTheSuffix =
        ["bogus-mail-host", "bogus-mail-host-in-debian-changelog", "no-nmu-in-changelog", "source-nmu-has-incorrect-version-number"];

    public static ArtifactCheck Check { get; } = new("lintian",
        x => RepeatedBy.WithArchivePackage(x, $"TMPDIR=$a lintian --no-cfg \"$a\"/*.deb {ShellWords.Quote(x.Library.Name)}"),
        AnswerAsync) { Needs = ["lintian"] };

    static async Task<Finding> AnswerAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.ArchivePackage is not { } archive)
            return Finding.NotChecked(artifacts.ArchiveMissing);
        var runs = await Task.WhenAll(TagsAsync(archive, artifacts.Scratch, cancellationToken),
            TagsAsync(artifacts.PathOf(artifacts.Library), artifacts.Scratch, cancellationToken));
        var (theirs, added) = (runs[0], runs[1].Except(runs[0]).ToList());
        string[] unexplained = [.. added.Where(x => !OfTheSuffix.Contains(x.Split(' ')[1]))];
        return Finding.Of(
            unexplained.Length == 0,
            unexplained.Length > 0
                ? $"new tags: {string.Join("; ", unexplained)}"
                : $"{theirs.Count} tags of the archive's package, {added.Count} more, all of the version's suffix");
    }

    static async Task<IReadOnlyList<string>> TagsAsync(string deb, string scratch, CancellationToken cancellationToken)
    {
        // lintian forgets some of its temporary files: they go with ours.
        Directory.CreateDirectory(scratch);
        var result = await Programs.RunAsync(
            new ProgramCall("lintian", "--no-cfg", "--allow-root", "--tag-display-limit", "0",
                deb) { Environment = new Dictionary<string, string?> { ["TMPDIR"] = scratch },
                Timeout = TimeSpan.FromMinutes(5) },
            cancellationToken);
        // 2: there are errors among the tags. Anything else is lintian's own trouble.
        return result.ExitCode is 0 or 2
            ? [.. Tag().Matches(result.Output).Select(x => $"{x.Groups["kind"].Value} {x.Groups["tag"].Value}").Distinct()]
            : throw new TrialException($"lintian failed: {result.Error.Trim()}", result.Call.ToString());
    }

    [GeneratedRegex(@"^(?<kind>[EWIPX]): [^:\n]+: (?<tag>\S+.*)$", RegexOptions.Multiline)]
    private static partial Regex Tag();
}
