using System.Buffers.Binary;

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
        var unexplained = new List<string>();
        unexplained.AddRange(control.Functions.Keys.Except(patched.Functions.Keys).Select(x => $"the function {x} is gone"));
        unexplained.AddRange(patched.Functions.Keys.Except(control.Functions.Keys).Select(x => $"the function {x} is new"));
        ChangedFunction[] changed =
        [
            .. control.Functions.Values
            .Where(x => patched.Functions.TryGetValue(x.Name, out var other) && !x.Code.SequenceEqual(other.Code))
                .Select(x => new ChangedFunction(x, patched.Functions[x.Name], trace.Explain(x, patched.Functions[x.Name]))),
        ];
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

    static (List<string> Identical, List<string> Moved) Sections(LibraryImage control, LibraryImage patched, List<string> unexplained)
    {
        var (identical, moved) = (new List<string>(), new List<string>());
        if (!control.Sections.Select(x => x.Name).SequenceEqual(patched.Sections.Select(x => x.Name)))
            unexplained.Add("the sections are others");
        var shifts = Shifts(control, patched);
        foreach (var (one, other) in control.Sections.Where(x => x.IsLoaded)
            .Join(patched.Sections, x => x.Name, x => x.Name, (one, other) => (one, other)))
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
            DynamicNames.Names => DynamicNames.AreSame(one.Content.Span, other.Content.Span),
            DynamicNames.Symbols => SymbolNames(control, one).SequenceEqual(SymbolNames(patched, other), StringComparer.Ordinal)
                && DiffersInAddresses(DynamicNames.WithoutNames(one.Content.Span), DynamicNames.WithoutNames(other.Content.Span), shifts),
            _ => false,
        };
    }

    static List<string> SymbolNames(LibraryImage image, ElfSection symbols) =>
        DynamicNames.Of(symbols.Content.Span, image.Sections.First(x => x.Name == DynamicNames.Names).Content.Span);

    /// <summary>By how much a word may differ that holds an address, or the distance of two: how far functions and sections have
    /// moved.</summary>
    static HashSet<int> Shifts(LibraryImage control, LibraryImage patched)
    {
        HashSet<long> moves =
        [
            0,
            .. control.Functions.Values.Where(x => patched.Functions.ContainsKey(x.Name))
            .Select(x => patched.Functions[x.Name].Address - x.Address),
            .. control.Sections.Join(patched.Sections, x => x.Name, x => x.Name, (one, other) => other.Address - one.Address),
            // The end of the code, where something stands behind it.
            .. control.Sections.Join(patched.Sections, x => x.Name, x => x.Name, (one, other) => other.Size - one.Size),
        ];
        return [.. moves.SelectMany(x => moves.Select(y => unchecked((int)(x - y))))];
    }

    static bool DiffersInAddresses(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, HashSet<int> shifts)
    {
        if (one.Length != other.Length)
            return false;
        for (var i = 0; i + 4 <= one.Length; i += 4)
        {
            var (left, right) = (BinaryPrimitives.ReadInt32LittleEndian(one[i..]), BinaryPrimitives.ReadInt32LittleEndian(other[i..]));
            if (left != right && !shifts.Contains(unchecked(right - left)))
                return false;
        }

        var rest = one.Length & ~3;
        return one[rest..].SequenceEqual(other[rest..]);
    }
}
