using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.Reports;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions.Faults;

/// <summary>
/// The table of <c>docs/install-faults.md</c>, which must say what the tests have seen. Where it does not, the true document is written
/// below
/// <c>.nuke/temp/</c>, to be looked at and taken over.
/// </summary>
static class FaultDocument
{
    const string Head = "| fault | while | at | told | the host ended |\n|---|---|---|---|---|";
    const string EachStep = "each step";

    static readonly Lock Gate = new();

    static string Document => Path.Combine(SourceTree.Root(), "docs", "install-faults.md");

    static string Corrected => Path.Combine(SourceTree.Root(), ".nuke", "temp", "install-faults.md");

    /// <summary>What the document claims, one line a cell.</summary>
    public static IReadOnlyList<string> Claims() => [.. Claims(File.ReadAllText(Document))];

    /// <summary>Compares what was seen with what the document claims of the same cells.</summary>
    /// <returns>What was seen and is otherwise in the document, or missing there; empty where it tells the truth.</returns>
    public static IReadOnlyList<string> Check(IReadOnlyList<FaultRow> rows)
    {
        lock (Gate)
        {
            IReadOnlyList<string> unlike = [.. rows.Select(x => x.ToString()).Except(Claims())];
            if (unlike.Count > 0)
                Correct(rows);
            return unlike;
        }
    }

    static void Correct(IReadOnlyList<FaultRow> rows)
    {
        var text = File.ReadAllText(File.Exists(Corrected) ? Corrected : Document);
        var tried = rows.Select(x => Key(x.ToString())).ToHashSet();
        var order = FaultMatrix.All.Select((x, i) => (Key: Key(new FaultRow(x, "", "", null).ToString()), i))
            .ToDictionary(x => x.Key, x => x.i);
        var lines = Claims(text).Where(x => !tried.Contains(Key(x))).Concat(rows.Where(x => x.Problem is null).Select(x => x.ToString()));
        Directory.CreateDirectory(Path.GetDirectoryName(Corrected)!);
        File.WriteAllText(Corrected,
            GeneratedPart.Replace(
                text, $"{Head}\n{string.Join('\n', Join(lines.OrderBy(x => order.GetValueOrDefault(Key(x), int.MaxValue))))}", Corrected));
        TestContext.Current.TestOutputHelper?.WriteLine($"the document as it should be: {Corrected}");
    }

    /// <summary>Fault, verb and step of a line.</summary>
    public static string Key(string line) => string.Join('|', Cells(line).Take(3));

    static string[] Cells(string line) => [.. line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)];

    // A line of the document stands for several steps with one outcome.
    static IEnumerable<string> Claims(string document) =>
        from line in document[document.IndexOf(GeneratedPart.Begin, StringComparison.Ordinal)..document.IndexOf(
            GeneratedPart.End, StringComparison.Ordinal)].Split('\n').Skip(3)
        where line.StartsWith('|')
        let cells = Cells(line)
        from step in cells[2] == EachStep ? Steps.Of(Enum.Parse<Verb>(cells[1])) : cells[2].Split(", ")
        select $"| {cells[0]} | {cells[1]} | {step} | {cells[3]} | {cells[4]} |";

    static IEnumerable<string> Join(IEnumerable<string> lines) =>
        from line in lines
        let cells = Cells(line)
        group cells[2] by (Fault: cells[0], Verb: cells[1], Told: cells[3], Ended: cells[4]) into alike
        let each = Steps.Of(Enum.Parse<Verb>(alike.Key.Verb)).SequenceEqual(alike)
        select $"| {alike.Key.Fault} | {alike.Key.Verb} | {(each ? EachStep : string.Join(", ", alike))} | {alike.Key.Told} | "
            + $"{alike.Key.Ended} |";
}
