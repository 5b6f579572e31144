using SpiceTrial.Debian;

namespace SpiceTrial.Reports;

/// <summary>What the upstream issue rests on: <c>spice-trace-ring.json</c> beside it, kept in git with all that it names, so that a fresh
/// clone writes the same issue. Paths are relative to the project.</summary>
/// <param name="SourceVersion">The version that the evidence is about.</param>
/// <param name="TraceItems">The ring of the patch.</param>
/// <param name="Environment">Server, QEMU, guest, driver, memory, client: a line each, in Markdown.</param>
/// <param name="Load">The command of the attached load.</param>
/// <param name="Excerpt">Lines of the first run's log.</param>
/// <param name="Runs">The controlled ones first, stock before the patch.</param>
/// <param name="Lab">A <c>lab.json</c>.</param>
sealed record IssueEvidence(
    DebianVersion SourceVersion, int TraceItems, IReadOnlyList<string> Environment, string Load, IReadOnlyList<string> Excerpt,
    IReadOnlyList<IssueEvidence.Run> Runs, string Lab)
{
    /// <summary>Comparisons of field runs, the deciding one first.</summary>
    public IReadOnlyList<string> Comparisons { get; init; } = [];

    /// <summary>Records of real guests on a test host (<c>rehearsal.json</c>), the controlled one first.</summary>
    public IReadOnlyList<string> Rehearsals { get; init; } = [];

    /// <exception cref="TrialException">It is not there or can't be read.</exception>
    public static async Task<IssueEvidence> ReadAsync(string path, CancellationToken cancellationToken) => File.Exists(path)
        ? await RecordFile.ReadAsync<IssueEvidence>(path, cancellationToken)
        : throw new TrialException("there is no evidence to draft from", path,
            "Restore it with `git checkout`, or name another with --evidence", ExitStatus.BadInput);

    /// <param name="Log">Of one run.</param>
    /// <param name="TraceItems">Of the library that the process had mapped.</param>
    /// <param name="Guest">Release and kernel.</param>
    /// <param name="Plays">How often the load played the video; <c>null</c> where the run is no part of the controlled pair.</param>
    /// <param name="Explained">Why the guest froze, where that is known.</param>
    internal sealed record Run(string Log, int TraceItems, string Guest, int? Plays = null, string? Explained = null);
}
