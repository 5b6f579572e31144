namespace SpiceTrial.Artifacts;

/// <summary>abidiff sees no change of the interface: the ring is in a structure that no caller knows.</summary>
static class Abi
{
    public static ArtifactCheck Check { get; } = new("ABI", CommandOf, AnswerAsync) { Needs = ["dpkg-deb", "abidiff"] };

    static string CommandOf(ArtifactsInHand artifacts)
    {
        if (artifacts.Control is not { } control)
            return RepeatedBy.VerificationWithControl(artifacts);
        const string compare =
            "abidiff --debug-info-dir1 \"$c\"/usr/lib/debug --debug-info-dir2 \"$p\"/usr/lib/debug \"$c\"/usr/lib/*/libspice-server.so.1 "
                + "\"$p\"/usr/lib/*/libspice-server.so.1 && echo no change";
        var beside = $"../{Path.GetFileName(control.Folder)}/";
        return RepeatedBy.Unpacking("c", control.Packages.Select(x => beside + x), RepeatedBy.Unpacking("p", artifacts.Packages, compare));
    }

    static async Task<Finding> AnswerAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.Control is not { } control)
            return Finding.NotChecked(artifacts.ControlMissing);
        var (stock, own) = (await control.UnpackAsync(cancellationToken), await artifacts.UnpackAsync(cancellationToken));
        if (DebugRoot(stock) is not { } before || DebugRoot(own) is not { } after)
            return Finding.NotChecked("without debug symbols only names can be compared");
        var result = await Programs.RunAsync(
            new ProgramCall("abidiff", "--debug-info-dir1", before, "--debug-info-dir2", after, stock.Library, own.Library) {
                Timeout = TimeSpan.FromMinutes(5) }, cancellationToken);
        // A bit set, abidiff(1): 1 and 2 are errors, 4 a change, 8 an incompatible one.
        return result.ExitCode switch
        {
            0 => Finding.Passed("abidiff finds no change against the control"),
            var code when (code & 3) != 0 => Finding.NotChecked($"abidiff could not compare: {result.Error.Trim()}"),
            _ => Finding.Failed($"abidiff finds a change (exit {result.ExitCode}): {result.Output.Trim()}"),
        };
    }

    static string? DebugRoot(UnpackedLibrary unpacked) =>
        unpacked.DebugFile?.Split("/.build-id/") is [var root, _] ? root : null;
}
