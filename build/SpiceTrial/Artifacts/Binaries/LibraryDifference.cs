using System.Runtime.InteropServices;

namespace SpiceTrial.Artifacts;

/// <summary>What a patched library has in another way than the control, modulo addresses.</summary>
/// <param name="All">Functions in each.</param>
/// <param name="Functions">Those that differ.</param>
/// <param name="Identical">Loaded sections that are the same byte for byte.</param>
/// <param name="Moved">Loaded sections that hold other addresses of moved code or names in another order, and nothing else in another
/// way.</param>
/// <param name="Unexplained">Everything else, in words; empty when the constant is the only difference.</param>
sealed record LibraryDifference(
    int All, IReadOnlyList<ChangedFunction> Functions, IReadOnlyList<string> Identical, IReadOnlyList<string> Moved,
    IReadOnlyList<string> Unexplained)
{
    // Named after the build, by design.
    static readonly string[] OfTheBuild = [".note.gnu.build-id", ".gnu_debuglink"];

    // Held against each other entry by entry, because addresses are all through them.
    static readonly string[] OfUnwinding = [".eh_frame", ".eh_frame_hdr"];

    public static LibraryDifference Of(LibraryImage control, LibraryImage patched, ConstantTrace trace)
    {
        List<string> unexplained =
        [
            .. control.Functions.Keys.Except(patched.Functions.Keys).Select(x => $"the function {x} is gone"),
            .. patched.Functions.Keys.Except(control.Functions.Keys).Select(x => $"the function {x} is new"),
        ];
        ChangedFunction[] changed = [.. Common(control, patched).Where(x => !x.Control.Code.SequenceEqual(x.Patched.Code))
            .Select(x => new ChangedFunction(x.Control, x.Patched, trace.Explain(x.Control, x.Patched)))];
        unexplained.AddRange(changed.Where(x => x.Explanation is null)
            .Select(x => $"the function {x.Control.Name} differs in more than the constant ({x.First})"));
        unexplained.AddRange(Unwinding(control, patched, changed));
        var (identical, moved) = Sections(control, patched, unexplained);
        return new LibraryDifference(control.Functions.Count, changed, identical, moved, unexplained);
    }

    static IEnumerable<string> Unwinding(LibraryImage control, LibraryImage patched, ChangedFunction[] changed)
    {
        var reshaped = changed.Where(x => x.IsReshaped).Select(x => x.Control.Name).ToHashSet(StringComparer.Ordinal);
        // A larger number may take a longer instruction: then only the distances in the table are others.
        var renumbered = changed.Where(x => !x.IsReshaped).Select(x => x.Control.Name).ToHashSet(StringComparer.Ordinal);
        return control.Unwind.Keys.Union(patched.Unwind.Keys)
            .Where(x => !reshaped.Contains(x) && Of(control, x) != Of(patched, x)).Select(x => $"{x} unwinds in another way");

        string? Of(LibraryImage image, string name) => image.Unwind.GetValueOrDefault(name) is not { } text ? null
            : renumbered.Contains(name) ? UnwindTable.WithoutDistances(text) : text;
    }

    static IEnumerable<(FunctionCode Control, FunctionCode Patched)> Common(LibraryImage control, LibraryImage patched) =>
        control.Functions.Values.Join(patched.Functions.Values, x => x.Name, x => x.Name, (one, other) => (one, other));

    static (List<string> Identical, List<string> Moved) Sections(LibraryImage control, LibraryImage patched, List<string> unexplained)
    {
        var (identical, moved) = (new List<string>(), new List<string>());
        if (!control.Sections.Select(x => x.Name).SequenceEqual(patched.Sections.Select(x => x.Name)))
            unexplained.Add("the sections are others");
        var pairs = control.Sections.Join(patched.Sections, x => x.Name, x => x.Name, (one, other) => (One: one, Other: other)).ToList();
        // By how much a word may differ that holds an address, or the distance of two: how far functions and sections have moved. The end
        // of the code counts too, where something stands behind it.
        HashSet<long> moves = [0, .. Common(control, patched).Select(x => x.Patched.Address - x.Control.Address),
            .. pairs.SelectMany(x => new[] { x.Other.Address - x.One.Address, x.Other.Size - x.One.Size })];
        HashSet<int> shifts = [.. moves.SelectMany(x => moves.Select(y => unchecked((int)(x - y))))];
        foreach (var (one, other) in pairs.Where(x => x.One.IsLoaded))
        {
            if (one.Size == other.Size && one.Content.Span.SequenceEqual(other.Content.Span))
                identical.Add(one.Name);
            else if (one.IsCode || OfTheBuild.Contains(one.Name) || OfUnwinding.Contains(one.Name)
                || DiffersInAddresses(one.Content.Span, other.Content.Span, shifts) || DiffersInOrder(one, other))
                moved.Add(one.Name);
            else
                unexplained.Add($"the section {one.Name} differs in more than addresses");
        }

        return (identical, moved);

        bool DiffersInOrder(ElfSection one, ElfSection other) => one.Name switch
        {
            DynamicNames.Names => DynamicNames.AreSame(one.Content, other.Content),
            DynamicNames.Symbols => SymbolNames(control, one).SequenceEqual(SymbolNames(patched, other), StringComparer.Ordinal)
                && DiffersInAddresses(DynamicNames.WithoutNames(one.Content), DynamicNames.WithoutNames(other.Content), shifts),
            _ => false,
        };
    }

    static IReadOnlyList<string> SymbolNames(LibraryImage image, ElfSection symbols) =>
        DynamicNames.Of(symbols.Content, image.Sections.First(x => x.Name == DynamicNames.Names).Content);

    static bool DiffersInAddresses(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, HashSet<int> shifts)
    {
        var left = MemoryMarshal.Cast<byte, int>(one);
        var right = MemoryMarshal.Cast<byte, int>(other);
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (left[i] != right[i] && !shifts.Contains(unchecked(right[i] - left[i])))
                return false;
        }

        return one.Length == other.Length && one[(left.Length * 4)..].SequenceEqual(other[(left.Length * 4)..]);
    }
}
