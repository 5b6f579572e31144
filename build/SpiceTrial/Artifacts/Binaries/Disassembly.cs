using System.Runtime.InteropServices;

namespace SpiceTrial.Artifacts;

/// <summary>Machine code for amd64 as objdump shows it.</summary>
static class Disassembly
{
    /// <summary>The objdump that knows it: this machine's own, or the one of Debian's cross tools.</summary>
    public static string Program { get; } =
        RuntimeInformation.OSArchitecture == Architecture.X64 ? "objdump" : "x86_64-linux-gnu-objdump";

    /// <summary>Of a shared library: from the first address to the one after the last, or everything.</summary>
    /// <exception cref="TrialException">objdump can't read it.</exception>
    public static async Task<IReadOnlyList<Instruction>> ReadAsync(
        string library, (long Start, long End)? range, CancellationToken cancellationToken)
    {
        var instructions = new List<Instruction>();
        string[] limits = range is { } given ? [$"--start-address=0x{given.Start:x}", $"--stop-address=0x{given.End:x}"] : [];
        string[] words = ["--disassemble", "--wide", "--no-show-raw-insn", .. limits, library];
        await Programs.OutputOfAsync(new(Program, words) { OnLine = Add, Timeout = TimeSpan.FromMinutes(2) },
            "the code can't be disassembled", cancellationToken);
        return instructions;

        void Add(string line)
        {
            var colon = line.IndexOf(":\t", StringComparison.Ordinal);
            if (colon > 0 && long.TryParse(line.AsSpan(0, colon).TrimStart(), NumberStyles.AllowHexSpecifier, null, out var address))
                instructions.Add(new Instruction(
                    address, string.Join(' ', line[(colon + 2)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        }
    }
}
