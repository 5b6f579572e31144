using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>The library and the control differ in what the constant touches and in nothing else, function by function and section by
/// section.</summary>
static class OnlyDifference
{
    const string Attachment = "difference.txt";

    public static ArtifactCheck Check { get; } = new("only difference", CommandOf, AnswerAsync)
    {
        Needs = ["dpkg-deb", "readelf", "nm", Disassembly.Program],
        OfAmd64Alone = "its code makes an address in several steps, and how they share it changes wherever code moves",
    };

    static string CommandOf(ArtifactsInHand artifacts) => artifacts.Manifest.Package.Architecture != "amd64" ? ""
        : artifacts.Control is null ? RepeatedBy.VerificationWithControl(artifacts) : $"cat {Attachment}";

    static async Task<Finding> AnswerAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.Control is not { } control)
            return Finding.NotChecked(artifacts.ControlMissing);
        var (own, stock) = (await artifacts.UnpackAsync(cancellationToken), await control.UnpackAsync(cancellationToken));
        if (own.DebugFile is null || stock.DebugFile is null)
            return Finding.NotChecked("without debug symbols functions can't be told apart");
        if (await DwarfRing.ReadAsync(stock.DebugFile, cancellationToken) is not [{ } ring])
            return Finding.NotChecked("the control's debug information does not describe the ring in a way that this version reads");
        // A control that is no control would hide what the patch does.
        if (ring.Entries != TraceItems.Stock)
            return Finding.Failed($"the control has {ring.Entries} trace items");
        var images = await Task.WhenAll(
            LibraryImage.ReadAsync(stock.Library, stock.DebugFile, cancellationToken),
            LibraryImage.ReadAsync(own.Library, own.DebugFile, cancellationToken));
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
