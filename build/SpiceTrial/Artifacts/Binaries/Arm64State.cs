namespace SpiceTrial.Artifacts;

/// <summary>What is known of the registers, and of addresses that were put aside on the stack, at one place of a function.</summary>
sealed class Arm64State
{
    // Behind the registers in the same dictionary: the place on the stack.
    const int OnStack = 1_000;

    readonly Dictionary<int, Arm64Value> values;
    readonly int[] writes;

    public Arm64State() => (values, writes) = ([], new int[32]);

    Arm64State(Arm64State other) => (values, writes) = (new(other.values), [.. other.writes]);

    public IEnumerable<KeyValuePair<int, Arm64Value>> Places => values.Where(x => x.Value.IsPlace);

    /// <summary>Its value; where nothing is known, no distance from itself.</summary>
    public Arm64Value Of(int register) =>
        values.TryGetValue(register, out var value) ? value : new(Arm64Kind.Offset, 0, register, writes[register]);

    /// <summary>How often the register was written since a value was taken from it.</summary>
    public int Age(Arm64Value value) => writes[value.Base] - value.Write;

    public void Set(int register, Arm64Value value) => values[register] = value;

    /// <summary>It holds something else now.</summary>
    public void Write(int register)
    {
        values.Remove(register);
        writes[register]++;
    }

    /// <summary>Of what is jumped to, these addresses are known and no others.</summary>
    public void Enter(IReadOnlyDictionary<int, Arm64Value> places)
    {
        foreach (var (register, _) in Places.ToList())
            values.Remove(register);
        foreach (var (register, value) in places)
            values[register] = value;
    }

    public Arm64State Copy() => new(this);

    /// <summary>Takes note of what the instruction leaves in registers. A step of a constant writes no register as far as distances
    /// go.</summary>
    /// <returns>The register whose constant went a step on, or <c>null</c>.</returns>
    public int? Run(Arm64Instruction instruction)
    {
        if (instruction.Constant is { } constant && After(constant) is { } value)
        {
            Set(constant.To, value);
            return constant.To;
        }

        if (instruction is { Stack: { } saved, IsLoad: false })
            PutAside(saved, instruction.Reads);
        var copied = instruction.CopyOf is { } source && Of(source) is { IsPlace: true } place ? place : (Arm64Value?)null;
        foreach (var register in instruction.Writes)
            Write(register);
        if (copied is { } copy)
            Set(instruction.Writes[0], copy);
        if (instruction is { Stack: { } loaded, IsLoad: true })
            TakeBack(loaded, instruction.Writes);
        return null;
    }

    void PutAside(int place, IReadOnlyList<int> registers)
    {
        for (var i = 0; i < registers.Count; i++)
        {
            values.Remove(OnStack + place + (8 * i));
            if (values.TryGetValue(registers[i], out var value) && value.IsPlace)
                values[OnStack + place + (8 * i)] = value;
        }
    }

    void TakeBack(int place, IReadOnlyList<int> registers)
    {
        for (var i = 0; i < registers.Count; i++)
        {
            if (values.TryGetValue(OnStack + place + (8 * i), out var value))
                values[registers[i]] = value;
        }
    }

    Arm64Value? After(Arm64Constant constant) =>
        constant.From is { } from ? Of(from).Plus(constant.Number)
        : constant.Keeps == 0 ? new(constant.Kind, constant.Number)
        : Of(constant.To) is { Kind: Arm64Kind.Number } known ? known with { Number = (known.Number & constant.Keeps) | constant.Number }
        : null;
}
