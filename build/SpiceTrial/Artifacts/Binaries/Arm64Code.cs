namespace SpiceTrial.Artifacts;

/// <summary>
/// Code of a function for arm64 without its place and without the steps in which constants are made: an address, or a distance of more than
/// 12 bits, takes two instructions there, and how they share it changes with it. Here a constant stands where it is used, whole:
/// <c>sub x0, x0, #0x4f, lsl #12; sub x0, x0, #0x968; ldr x0, [x0]</c> is <c>ldr x0, [x0, -0x4f968]</c>. One that is not used in a place in
/// memory stands before the instruction that reads the register, and before each call and jump, because what it leads to may read it.
/// </summary>
sealed partial class Arm64Code
{
    readonly Dictionary<long, Arm64State> atJumps = [];
    readonly SortedDictionary<int, char> pending = [];
    readonly List<string> text = [];
    readonly Dictionary<long, int> lines = [];
    readonly List<(int Line, string Before, long Target)> jumps = [];
    readonly Arm64Flow flow;
    readonly AddressNames names;
    Arm64State state = new();

    Arm64Code(Arm64Flow flow, AddressNames names) => (this.flow, this.names) = (flow, names);

    public static IReadOnlyList<string> Normalise(IReadOnlyList<Instruction> function, AddressNames names)
    {
        List<Arm64Instruction> code = [.. function.Select(x => new Arm64Instruction(x))];
        var flow = new Arm64Flow(code);
        var normal = new Arm64Code(flow, names);
        for (var i = 0; i < code.Count; i++)
        {
            if (flow.IsEntered(i))
                normal.Enter(code[i - 1], code[i]);
            normal.lines[code[i].Address] = normal.text.Count;
            normal.Add(code[i]);
        }

        normal.Show([.. normal.pending.Keys]);
        // Where a jump leads is known only now.
        foreach (var (line, before, target) in normal.jumps)
            normal.text[line] = $"{before}line {normal.lines[target]}";
        return normal.text;
    }

    /// <summary>Distances go on from the instruction before, or, where nothing comes from there, from the first jump to here.</summary>
    void Enter(Arm64Instruction before, Arm64Instruction here)
    {
        Show([.. pending.Keys]);
        if (before.EndsFlow && atJumps.TryGetValue(here.Address, out var left))
            state = left;
        state.Enter(flow.At(here.Address));
    }

    void Add(Arm64Instruction instruction)
    {
        if (instruction.Constant is not null && state.Run(instruction) is { } made)
        {
            pending[made] = instruction.Text[instruction.Text.IndexOf(' ', StringComparison.Ordinal) + 1];
            return;
        }

        // The sum of two registers keeps the distance that the first had: it goes on to where the sum is used.
        if (Sum().Match(instruction.Text) is { Success: true } sum
            && state.Of(int.Parse(sum.Groups["from"].ValueSpan)) is { Kind: Arm64Kind.Offset } from)
        {
            AddSum(sum, from, instruction);
            return;
        }

        Show(instruction.IsJump || instruction.IsCall ? [.. pending.Keys] : instruction.Reads);
        if (instruction.IsJump && instruction.Target is { } target && flow.Labels.Contains(target))
        {
            jumps.Add((text.Count, instruction.Before, target));
            atJumps.TryAdd(target, state.Copy());
        }

        text.Add(Masked(Placed(instruction)));
        state.Run(instruction);
        foreach (var register in instruction.Writes)
            pending.Remove(register);
    }

    void AddSum(Match sum, Arm64Value from, Arm64Instruction instruction)
    {
        var to = instruction.Writes[0];
        Show([int.Parse(sum.Groups["other"].ValueSpan)]);
        text.Add($"add x{to}, {Register(from)}, {sum.Groups["rest"].Value}");
        state.Write(to);
        state.Set(to, state.Of(to).Plus(from.Number));
        pending.Remove(to);
        if (from.Number != 0)
            pending[to] = 'x';
    }

    string Placed(Arm64Instruction instruction)
    {
        if (instruction.MemoryBase is { } register && state.Of(register) is { IsDoubtful: false } value)
            return instruction.Text[..instruction.At.Start.Value] + $"[{Words(value.Plus(instruction.MemoryOffset))}]"
                + instruction.Text[instruction.At.End.Value..];
        if (instruction.Target is not { } target)
            return instruction.Text;
        return instruction.Before + (instruction.Called.EndsWith("@plt", StringComparison.Ordinal) ? instruction.Called : names.Of(target));
    }

    void Show(IReadOnlyList<int> registers)
    {
        foreach (var register in registers)
        {
            if (pending.Remove(register, out var width))
                text.Add($"{width}{register} = {Words(state.Of(register))}");
        }
    }

    string Words(Arm64Value value) => value.Kind switch
    {
        // Which page it is depends on where things lie; the whole address follows where it is used.
        Arm64Kind.Page => "a page",
        Arm64Kind.Address => names.Of(value.Number),
        Arm64Kind.Number => Hex(value.Number),
        _ => $"{Register(value)}, {Hex(value.Number)}",
    };

    // The mark says that the register has another value by now.
    string Register(Arm64Value value) => $"x{value.Base}{new string('~', Math.Min(state.Age(value), 9))}";

    static string Hex(long number) => number < 0 ? $"-0x{-number:x}" : $"0x{number:x}";

    /// <summary>How many of the lowest bits are taken, as the mask that takes them.</summary>
    static string Masked(string text) => Arm64Instruction.LowestBits(text) is var (before, mask) ? before + Hex(mask) : text;

    [GeneratedRegex(@"^add x\d+, x(?<from>\d+), (?<rest>[wx](?<other>\d+)(, .*)?)$")]
    private static partial Regex Sum();
}
