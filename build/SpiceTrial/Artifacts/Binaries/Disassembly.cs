using System.Globalization;
using SpiceTrial.Processes;

namespace SpiceTrial.Artifacts.Binaries;

/// <summary>One instruction: where it stands and what objdump calls it, white space evened out.</summary>
public readonly record struct Instruction(long Address, string Text);

/// <summary>Machine code as objdump shows it.</summary>
static class Disassembly
{
    /// <param name="library">The shared library.</param>
    /// <param name="range">First address and the one after the last; everything when left out.</param>
    /// <param name="cancellationToken">Ends objdump.</param>
    /// <exception cref="TrialException">objdump can't read it, for example because this machine's objdump does not know the architecture.</exception>
    public static async Task<IReadOnlyList<Instruction>> ReadAsync(string library, (long Start, long End)? range, CancellationToken cancellationToken)
    {
        var instructions = new List<Instruction>();
        string[] limits = range is { } given ? [$"--start-address=0x{given.Start:x}", $"--stop-address=0x{given.End:x}"] : [];
        var result = await Programs.RunAsync(
            new ProgramCall("objdump", ["--disassemble", "--wide", "--no-show-raw-insn", .. limits, library])
            {
                OnLine = x => Add(instructions, x),
                Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" },
                Timeout = TimeSpan.FromMinutes(2),
            },
            cancellationToken);
        return result.Error.Contains("UNKNOWN", StringComparison.Ordinal)
            ? throw new TrialException("this machine's objdump does not know the architecture", library, DebianPackages.InstallHint("binutils-multiarch"))
            : result.OrThrow("the code can't be disassembled") is not null ? instructions : [];
    }

    static void Add(List<Instruction> instructions, string line)
    {
        var colon = line.IndexOf(":\t", StringComparison.Ordinal);
        if (colon > 0 && long.TryParse(line.AsSpan(0, colon).TrimStart(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var address))
            instructions.Add(new Instruction(address, string.Join(' ', line[(colon + 2)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
    }
}
