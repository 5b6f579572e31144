using System.Numerics;

namespace SpiceTrial.Artifacts;

/// <summary>NUM_TRACE_ITEMS as the processor sees it: the mask and the length of the ring in the code that writes it. Debug symbols could
/// be another build's.</summary>
sealed class ConstantInCodeCheck : IArtifactCheck
{
    /// <summary>sizeof(ItemTrace) where the debug information does not say; so in every version from 0.14.3 to 0.16.0 on 64-bit
    /// machines.</summary>
    const long EntrySize = 56;

    public string Name => "constant in the code";

    public IReadOnlyList<string> Needs => ["dpkg-deb", "readelf", "nm"];

    public IReadOnlyList<string> NeedsFor(string architecture) => [.. Needs, Disassembly.ProgramFor(architecture)];

    public string Command(ArtifactsInHand artifacts) =>
        RepeatedBy.Unpacking("d", new[] { artifacts.Library, artifacts.Symbols }.OfType<ManifestFile>().Select(x => x.Name),
            $"{Debugger(artifacts)} -nx -batch -iex \"set debug-file-directory $d/usr/lib/debug\" -ex \"disassemble {RingCode.Function}\" "
                + "\"$d\"/usr/lib/*/libspice-server.so.1");

    // Debian's gdb reads code of the machine's own architecture only.
    static string Debugger(ArtifactsInHand artifacts) => artifacts.Manifest.Package.Architecture == "amd64" ? "gdb" : "gdb-multiarch";

    public async Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        var unpacked = await artifacts.UnpackAsync(cancellationToken);
        var architecture = artifacts.Manifest.Package.Architecture;
        if (architecture is not ("amd64" or "arm64"))
            return Finding.NotChecked($"this version reads code for amd64 and arm64, not for {architecture}");
        if (unpacked.DebugFile is null)
            return Finding.NotChecked("without debug symbols the function can't be found");
        Symbol[] functions = [.. (await SymbolTable.ReadAsync(unpacked.DebugFile, cancellationToken)).All
            .Where(x => x.IsFunction && x.Size > 0 && IsFunction(x.Name))];
        if (functions is not [var function])
            return Finding.NotChecked($"{functions.Length} functions are named {RingCode.Function}");
        var code = await Disassembly.ReadAsync(
            unpacked.Library, architecture, (function.Address, function.Address + function.Size), cancellationToken);
        if ((architecture == "arm64" ? RingCode.OfArm64(code) : RingCode.OfAmd64(code)) is not { } ring)
            return Finding.NotChecked("the function has a shape that this version does not read");
        var expected = artifacts.Manifest.TraceItems;
        var entries = new BigInteger(ring.Mask) + 1;
        return Finding.Of(
            entries == expected && ring.RingBytes == expected * EntrySize,
            $"mask 0x{ring.Mask:x}, that is {entries} entries; the ring is {ring.RingBytes} bytes, that is "
                + $"{ring.RingBytes / (double)EntrySize:0.##} entries of {EntrySize}; {expected} were asked for");
    }

    static bool IsFunction(string name) =>
        name.Contains(RingCode.Function, StringComparison.Ordinal) && !name.Contains(".cold", StringComparison.Ordinal);
}
