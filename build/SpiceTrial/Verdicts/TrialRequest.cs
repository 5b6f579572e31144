using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <param name="Baseline">Paths or tags of the stock arm's runs, as they were named.</param>
/// <param name="Candidate">Paths or tags of the patched arm's runs.</param>
/// <param name="Video">Size of the video, or <c>null</c> for the largest region.</param>
public sealed record TrialRequest(IReadOnlyList<string> Baseline, IReadOnlyList<string> Candidate, VideoSize? Video)
{
    /// <summary>The folder in which tags and plans are looked up; <c>null</c> where only paths are meant.</summary>
    public string? Sessions { get; init; }

    /// <summary>Id of the plan whose runs are compared; it names the runs of both arms, and the video.</summary>
    public string? Plan { get; init; }

    /// <summary>Where comparisons without a plan are kept in mind; <c>null</c> for one that is not to be counted.</summary>
    public string? History { get; init; }

    /// <summary>Where comparisons are kept in mind, with a plan and without.</summary>
    internal IEnumerable<string> Histories() =>
    [
        .. History is { } own ? (string[])[own] : [],
        .. Sessions is { } folder && Directory.Exists(folder)
            ? Directory.GetDirectories(folder).Select(x => Path.Combine(x, ComparisonHistory.FileName)) : [],
    ];

    internal IReadOnlyList<string> Found(IReadOnlyList<string> named) =>
        Sessions is { } folder ? SessionPath.FindAll(folder, named) : named;

    /// <summary>The command line that makes the same comparison: the runs as they were named, so that a tag stays a tag on every
    /// machine.</summary>
    public string Command(string target) => ShellWords.Join(
    [
        "./build.sh", target,
        .. Plan is { } plan ? (string[])["--plan", plan]
            : ["--baseline", string.Join(',', Baseline), "--candidate", string.Join(',', Candidate)],
        .. Video is null ? (string[])[] : ["--video", $"{Video}"],
    ]);
}
