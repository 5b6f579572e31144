using System.Runtime.InteropServices;

namespace SpiceTrial.Artifacts;

/// <summary>Machine code as objdump shows it.</summary>
static class Disassembly
{
    /// <summary>The objdump that knows an architecture: this machine's own, or the one of Debian's cross tools.</summary>
    public static string ProgramFor(string architecture) => architecture == Own ? "objdump" : architecture switch
    {
        "amd64" => "x86_64-linux-gnu-objdump",
        "arm64" => "aarch64-linux-gnu-objdump",
        _ => "objdump",
    };

    static string Own => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.Arm64 => "arm64",
        var other => other.ToString().ToLowerInvariant(),
    };

    /// <param name="library">The shared library.</param>
    /// <param name="architecture">Debian's name of what it is for.</param>
    /// <param name="range">First address and the one after the last; everything when left out.</param>
    /// <param name="cancellationToken">Ends objdump.</param>
    /// <exception cref="TrialException">objdump can't read it, for example because this machine's objdump does not know the
    /// architecture.</exception>
    public static async Task<IReadOnlyList<Instruction>> ReadAsync(
        string library, string architecture, (long Start, long End)? range, CancellationToken cancellationToken)
    {
        var instructions = new List<Instruction>();
        string[] limits = range is { } given ? [$"--start-address=0x{given.Start:x}", $"--stop-address=0x{given.End:x}"] : [];
        var result = await Programs.RunAsync(
            new ProgramCall(ProgramFor(architecture), ["--disassemble", "--wide", "--no-show-raw-insn", .. limits, library])
            {
                OnLine = x => Add(instructions, x),
                Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" },
                Timeout = TimeSpan.FromMinutes(2),
            },
            cancellationToken);
        return result.Error.Contains("UNKNOWN", StringComparison.Ordinal)
            ? throw new TrialException(
                "this machine's objdump does not know the architecture", library, DebianPackages.InstallHint("binutils-multiarch"))
            : result.OrThrow("the code can't be disassembled") is not null ? instructions : [];
    }

    static void Add(List<Instruction> instructions, string line)
    {
        var colon = line.IndexOf(":\t", StringComparison.Ordinal);
        if (colon > 0 && long.TryParse(
            line.AsSpan(0, colon).TrimStart(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var address))
            instructions.Add(new Instruction(
                address, string.Join(' ', line[(colon + 2)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
    }
}
