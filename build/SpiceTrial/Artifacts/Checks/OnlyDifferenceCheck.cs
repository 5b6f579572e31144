using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>The library and the control differ in what the constant touches and in nothing else, function by function and section by
/// section.</summary>
sealed class OnlyDifferenceCheck : IArtifactCheck
{
    public const string Attachment = "difference.txt";

    public string Name => "only difference";

    public IReadOnlyList<string> Needs => ["dpkg-deb", "readelf", "nm"];

    public IReadOnlyList<string> NeedsFor(string architecture) => [.. Needs, Disassembly.ProgramFor(architecture)];

    public string Command(ArtifactsInHand artifacts) => artifacts.Control is null
        ? RepeatedBy.VerificationWithControl(artifacts)
        : $"cat {Attachment}";

    public async Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.Control is not { } control)
            return Finding.NotChecked(artifacts.ControlMissing);
        var architecture = artifacts.Manifest.Package.Architecture;
        if (architecture is not ("amd64" or "arm64"))
            return Finding.NotChecked($"this version compares code for amd64 and arm64, not for {architecture}");
        var (own, stock) = (await artifacts.UnpackAsync(cancellationToken), await control.UnpackAsync(cancellationToken));
        if (own.DebugFile is null || stock.DebugFile is null)
            return Finding.NotChecked("without debug symbols functions can't be told apart");
        if (await DwarfRing.ReadAsync(stock.DebugFile, cancellationToken) is not [{ } ring])
            return Finding.NotChecked("the control's debug information does not describe the ring in a way that this version reads");
        // A control that is no control would hide what the patch does.
        if (ring.Entries != TraceItems.Stock)
            return Finding.Failed($"the control has {ring.Entries} trace items");
        var images = await Task.WhenAll(
            LibraryImage.ReadAsync(stock.Library, stock.DebugFile, architecture, cancellationToken),
            LibraryImage.ReadAsync(own.Library, own.DebugFile, architecture, cancellationToken));
        var difference = LibraryDifference.Of(
            images[0], images[1], new ConstantTrace(TraceItems.Stock, artifacts.Manifest.TraceItems, ring));
        artifacts.Attach(Attachment, DifferenceText.Write(artifacts.Manifest, difference));
        return Judge(difference);
    }

    static Finding Judge(LibraryDifference difference)
    {
        if (difference.Unexplained.Count > 0)
            return Finding.Failed(
                $"{difference.Unexplained.Count} more differences than the constant makes: "
                    + $"{string.Join("; ", difference.Unexplained.Take(5))}");
        if (difference.Functions.Count == 0)
            return Finding.Failed("no function differs from the control: this is the control");
        string[] reshaped = [.. difference.Functions.Where(x => x.IsReshaped).Select(x => x.Control.Name)];
        return Finding.Passed(
            $"{difference.Functions.Count} of {difference.All} functions differ, each only where it knows the ring's "
                + $"size{(reshaped.Length == 0 ? "" : $" (another shape: {string.Join(", ", reshaped)})")}; "
            + $"{difference.Identical.Count} of {difference.Identical.Count + difference.Moved.Count} loaded sections are identical, the "
            + "others hold these functions, the build-id, or addresses of code that moved");
    }
}
