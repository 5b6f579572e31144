namespace SpiceTrial.Artifacts;

/// <summary>Besides the library's content, the package is the control's: files, permissions, dependencies, maintainer scripts, SONAME and
/// symbols. Needs no archive.</summary>
sealed class SameAsControlCheck : IArtifactCheck
{
    public const string Attachment = "debdiff-control.txt";

    public string Name => "same package as the control";

    public IReadOnlyList<string> Needs => ["dpkg-deb", "readelf", "nm"];

    public string Command(ArtifactsInHand artifacts) => artifacts.Control is not { } control
        ? RepeatedBy.VerificationWithControl(artifacts)
        : ShellWords.Join(
            ["debdiff", "--controlfiles", "ALL", $"../{Path.GetFileName(control.Folder)}/{control.Library.Name}", artifacts.Library.Name]);

    public async Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.Control is not { } control)
            return Finding.NotChecked(artifacts.ControlMissing);
        artifacts.Attach(
            Attachment, await DebDiff.OfAsync(control.PathOf(control.Library), artifacts.PathOf(artifacts.Library), cancellationToken));
        var difference = PackageShape.Difference(
            await ShapeAsync(control, cancellationToken), await ShapeAsync(artifacts, cancellationToken));
        return difference.Count > 0
            ? Finding.Failed($"{difference.Count} differences from the control: {string.Join("; ", difference.Take(6))}")
            : Finding.Passed("files, permissions, fields, control files, SONAME and symbols are the same");
    }

    static async Task<IReadOnlyList<string>> ShapeAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken) =>
        await PackageShape.ReadAsync(
        artifacts.PathOf(artifacts.Library), (await artifacts.UnpackAsync(cancellationToken)).Library,
        Path.Combine(artifacts.Scratch, "shape"), cancellationToken);
}
