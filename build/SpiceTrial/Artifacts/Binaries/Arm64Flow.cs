namespace SpiceTrial.Artifacts;

/// <summary>
/// Which addresses registers hold where code of a function is jumped to: the compiler takes a page's address once, and what is rarely run
/// stands far behind it. Forward data-flow analysis to its fixed point. Where one way to a place knows an address and another does not, it
/// is taken to be known; two ways that contradict each other leave nothing, but a jump is right against a call that stands before the
/// place: most such calls end the program.
/// </summary>
sealed class Arm64Flow
{
    readonly IReadOnlyList<Arm64Instruction> code;
    readonly Dictionary<long, int> starts = [];
    readonly List<int> begins = [];
    readonly Dictionary<int, Arm64Value?>[] entries;
    readonly Dictionary<int, Arm64Value?>[] afterCalls;

    public Arm64Flow(IReadOnlyList<Arm64Instruction> code)
    {
        this.code = code;
        var inside = code.Select(x => x.Address).ToHashSet();
        Labels = code.Where(x => x.IsJump && x.Target is { } target && inside.Contains(target)).Select(x => x.Target!.Value).ToHashSet();
        for (var i = 0; i < code.Count; i++)
        {
            if (i == 0 || Labels.Contains(code[i].Address) || code[i - 1].IsJump)
            {
                starts[code[i].Address] = begins.Count;
                begins.Add(i);
            }
        }

        entries = [.. begins.Select(_ => new Dictionary<int, Arm64Value?>())];
        afterCalls = [.. begins.Select(_ => new Dictionary<int, Arm64Value?>())];
        Solve();
    }

    /// <summary>Addresses in the function that it jumps to.</summary>
    public IReadOnlySet<long> Labels { get; }

    /// <summary>Whether other ways than from the instruction before lead here.</summary>
    public bool IsEntered(int index) => index > 0 && (Labels.Contains(code[index].Address) || code[index - 1].EndsFlow);

    /// <summary>What is known where a block begins.</summary>
    public IReadOnlyDictionary<int, Arm64Value> At(long address) =>
        entries[starts[address]].Where(x => x.Value is not null).Select(x => (x.Key, x.Value!.Value))
            .Concat(afterCalls[starts[address]].Where(x => x.Value is not null && !entries[starts[address]].ContainsKey(x.Key))
                .Select(x => (x.Key, x.Value!.Value with { IsDoubtful = true })))
            .ToDictionary(x => x.Key, x => x.Item2);

    void Solve()
    {
        // Blocks that only a table of jumps leads to are entered from wherever one is used.
        var fromTables = Enumerable.Range(1, Math.Max(begins.Count - 1, 0))
            .Where(x => code[begins[x] - 1].EndsFlow && !Labels.Contains(code[begins[x]].Address)).ToList();
        var waiting = new Queue<int>(Enumerable.Range(0, begins.Count));
        while (waiting.TryDequeue(out var block))
        {
            var state = new Arm64State();
            state.Enter(At(code[begins[block]].Address));
            var end = block + 1 < begins.Count ? begins[block + 1] : code.Count;
            for (var i = begins[block]; i < end; i++)
                state.Run(code[i]);
            foreach (var next in Next(code[end - 1], block, fromTables)
                .Where(x => Meet((code[end - 1].IsCall ? afterCalls : entries)[x], state)))
                waiting.Enqueue(next);
        }
    }

    List<int> Next(Arm64Instruction last, int block, List<int> fromTables)
    {
        if (last.Verb == "br")
            return fromTables;
        List<int> next = [];
        if (last.IsJump && last.Target is { } target && starts.TryGetValue(target, out var jumped))
            next.Add(jumped);
        if (!last.EndsFlow && block + 1 < begins.Count)
            next.Add(block + 1);
        return next;
    }

    static bool Meet(Dictionary<int, Arm64Value?> entry, Arm64State state)
    {
        var changed = false;
        foreach (var (register, value) in state.Places)
        {
            if (entry.TryAdd(register, value))
                changed = true;
            else if (entry[register] is { } before && before with { IsDoubtful = false } != value with { IsDoubtful = false })
                (entry[register], changed) = (null, true);
        }

        return changed;
    }
}
