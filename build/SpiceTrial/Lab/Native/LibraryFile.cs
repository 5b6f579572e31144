using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>What a library's file says of itself before it is loaded, because loading runs its code; read by readelf of binutils.</summary>
static partial class LibraryFile
{
    /// <summary>The name that the server library has had since 0.6.</summary>
    const string ExpectedName = "libspice-server.so.1";

    /// <summary>Why the file is no spice-server library for this machine, or <c>null</c>.</summary>
    public static async Task<string?> FaultAsync(string path, CancellationToken cancellationToken)
    {
        // Whatever readelf says of a damaged file: what counts is whether it finds these.
        var call = new ProgramCall("readelf", "--wide", "--file-header", "--dynamic", path);
        var output = (await Programs.RunAsync(call, cancellationToken)).Output;
        if (Machine().Match(output) is not { Success: true } machine)
            return "the file is no ELF library";
        var here = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "AArch64" : "Advanced Micro Devices X86-64";
        if (machine.Groups[1].Value != here)
            return $"the library is for another architecture ({Printable.Show(machine.Groups[1].Value, 60)}, here {here})";
        return Soname().Match(output) is var name && name.Groups[1].Value == ExpectedName ? null
            : $"the library calls itself {(name.Success ? Printable.Show(name.Groups[1].Value, 60) : "nothing")}, not {ExpectedName}";
    }

    /// <summary>Where in the loaded library the address of the <c>clock_gettime</c> that it calls stands, from the library's start;
    /// <c>null</c> where it imports none.</summary>
    /// <exception cref="TrialException">readelf could not say.</exception>
    public static async Task<long?> ClockSlotAsync(string path, CancellationToken cancellationToken)
    {
        var output = await Programs.OutputOfAsync(new("readelf", "--wide", "--relocs", path), "the library can't be read",
            cancellationToken);
        // The calls' own (.rela.plt) stands behind that of a pointer to the function (.rela.dyn).
        return Clock().Matches(output).LastOrDefault() is { } slot
            ? long.Parse(slot.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"^  Machine: +(.+)$", RegexOptions.Multiline)]
    private static partial Regex Machine();

    [GeneratedRegex(@"\(SONAME\) +Library soname: \[(.*)\]$", RegexOptions.Multiline)]
    private static partial Regex Soname();

    [GeneratedRegex(@"^([0-9a-f]+) .* clock_gettime[@ ]", RegexOptions.Multiline)]
    private static partial Regex Clock();
}
