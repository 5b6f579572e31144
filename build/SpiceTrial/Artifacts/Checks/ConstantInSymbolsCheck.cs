namespace SpiceTrial.Artifacts;

/// <summary>NUM_TRACE_ITEMS as the compiler wrote it into the debug information: the bound of <c>items_trace</c>, and the room that it
/// takes.</summary>
sealed class ConstantInSymbolsCheck : IArtifactCheck
{
    public string Name => "constant in the debug symbols";

    public IReadOnlyList<string> Needs => ["dpkg-deb", "readelf"];

    public string Command(ArtifactsInHand artifacts) =>
        artifacts.Symbols is not { } symbols
            ? ""
            : RepeatedBy.Unpacking("d", [symbols.Name],
                "gdb -nx -batch -ex \"whatis ((DisplayChannelPrivate*)0)->items_trace\" \"$d\"/usr/lib/debug/.build-id/*/*.debug");

    public async Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if ((await artifacts.UnpackAsync(cancellationToken)).DebugFile is not { } debug)
            return Finding.NotChecked("there are no debug symbols");
        var expected = artifacts.Manifest.TraceItems;
        return await DwarfRing.ReadAsync(debug, cancellationToken) switch
        {
            [] => Finding.NotChecked("the debug information does not describe items_trace in a way that this version reads"),
            [{ CounterOffset: { } counter, EntrySize: { } size } ring] when counter - ring.Offset != ring.Entries * size =>
                Finding.Failed(
                    $"{ring.Entries} entries of {size} bytes, but next_item_trace stands {counter - ring.Offset} bytes behind them"),
            [var ring] => Finding.Of(ring.Entries == expected,
                $"items_trace has {ring.Entries} entries{(ring.EntrySize is { } size ? $" of {size} bytes" : "")}, {expected} were asked "
                    + "for"),
            var several => Finding.Failed(
                $"it describes {several.Count} different rings: {string.Join(", ", several.Select(x => x.Entries))} entries"),
        };
    }
}
