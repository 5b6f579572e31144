using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>Checks of NUM_TRACE_ITEMS in what was built.</summary>
static class ConstantChecks
{
    /// <summary>sizeof(ItemTrace) where the debug information does not say; so in every version from 0.14.3 to 0.16.0 on 64-bit
    /// machines.</summary>
    const long EntrySize = 56;

    /// <summary>The debug symbols are those of this library: they have its build-id.</summary>
    public static ArtifactCheck DebugSymbols { get; } = new("debug symbols",
        x => x.Symbols is not { } symbols ? ""
            : RepeatedBy.Unpacking("d", [x.Library.Name, symbols.Name],
                $"dpkg-deb -f {ShellWords.Quote(symbols.Name)} Build-Ids && readelf -n \"$d\"/usr/lib/*/libspice-server.so.1 "
                    + "\"$d\"/usr/lib/debug/.build-id/*/*.debug"),
        DebugSymbolsAsync) { Needs = ["dpkg-deb"] };

    /// <summary>As the compiler wrote it into the debug information: the bound of <c>items_trace</c>, and the room that it takes.</summary>
    public static ArtifactCheck InSymbols { get; } = new("constant in the debug symbols",
        x => x.Symbols is not { } symbols ? ""
            : RepeatedBy.Unpacking("d", [symbols.Name],
                "gdb -nx -batch -ex \"whatis ((DisplayChannelPrivate*)0)->items_trace\" \"$d\"/usr/lib/debug/.build-id/*/*.debug"),
        InSymbolsAsync) { Needs = ["dpkg-deb", "readelf"] };

    /// <summary>As the processor sees it: the mask and the length of the ring in the code that writes it. Debug symbols could be another
    /// build's.</summary>
    public static ArtifactCheck InCode { get; } = new("constant in the code",
        // Debian's gdb reads code of the machine's own architecture only.
        x => RepeatedBy.Unpacking("d", x.Packages, $"{(x.Manifest.Package.Architecture == "amd64" ? "gdb" : "gdb-multiarch")} -nx -batch "
            + $"-iex \"set debug-file-directory $d/usr/lib/debug\" -ex \"disassemble {RingCode.Function}\" "
            + "\"$d\"/usr/lib/*/libspice-server.so.1"),
        InCodeAsync)
    {
        Needs = ["dpkg-deb", "nm", Disassembly.Program],
        OfAmd64Alone =
            "its code makes an address in several steps, which are not followed; the debug symbols carry the proof of the constant",
    };

    static async Task<Finding> DebugSymbolsAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.Symbols is not { } symbols)
            return Finding.NotChecked("the build made no dbgsym package");
        var library = await BuildId.OfPackageAsync(artifacts.PathOf(artifacts.Library), cancellationToken);
        var named = await ArtifactFiles.BuildIdOfAsync(artifacts.PathOf(symbols), cancellationToken);
        // The control file of the dbgsym is only a claim: the debug file carries the note itself.
        var debug = (await artifacts.UnpackAsync(cancellationToken)).DebugFile;
        await using var stream = debug is null ? null : File.OpenRead(debug);
        var noted = stream is null ? null : await BuildId.OfElfAsync(stream, cancellationToken);
        return Finding.Of(
            library is not null && library == named && library == noted && library == artifacts.Library.BuildId,
            $"build-id {library ?? "none"}, symbols for {named ?? "none"}{(noted == named ? "" : $", debug file {noted ?? "none"}")}"
                + (library == artifacts.Library.BuildId ? "" : $", the manifest says {artifacts.Library.BuildId ?? "none"}"));
    }

    static async Task<Finding> InSymbolsAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
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

    static async Task<Finding> InCodeAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        var unpacked = await artifacts.UnpackAsync(cancellationToken);
        if (unpacked.DebugFile is null)
            return Finding.NotChecked("without debug symbols the function can't be found");
        Symbol[] functions = [.. (await SymbolTable.ReadAsync(unpacked.DebugFile, cancellationToken)).All
            .Where(x => x.IsFunction && x.Size > 0 && x.Name.Contains(RingCode.Function, StringComparison.Ordinal)
                && !x.Name.Contains(".cold", StringComparison.Ordinal))];
        if (functions is not [var function])
            return Finding.NotChecked($"{functions.Length} functions are named {RingCode.Function}");
        var code = await Disassembly.ReadAsync(unpacked.Library, (function.Address, function.Address + function.Size), cancellationToken);
        if (RingCode.Of(code) is not { } ring)
            return Finding.NotChecked("the function has a shape that this version does not read");
        var expected = artifacts.Manifest.TraceItems;
        var entries = ring.Mask + 1;
        return Finding.Of(
            entries == expected && ring.RingBytes == expected * EntrySize,
            $"mask 0x{ring.Mask:x}, that is {entries} entries; the ring is {ring.RingBytes} bytes, that is "
                + $"{ring.RingBytes / (double)EntrySize:0.##} entries of {EntrySize}; {expected} were asked for");
    }
}
