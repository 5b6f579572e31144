using System.Runtime.CompilerServices;
using FluentAssertions;
using Xunit;

namespace SpiceTrial.Tests.BuildHost;

/// <summary>The form of sources, comments and raw strings with them.</summary>
public sealed partial class SourceFormTests
{
    const int Columns = 140;

    [Fact(Timeout = 120_000)]
    public async Task No_line_is_longer_than_140_columns() =>
        string.Join("\n", from source in await SourcesAsync()
            from line in source.Lines.Select((x, i) => (Text: x, Number: i + 1))
            where line.Text.Length > Columns
            select $"{source.Name}({line.Number}): {line.Text.Length} columns").Should().BeEmpty();

    [Fact(Timeout = 120_000)]
    public async Task Every_type_is_in_a_file_of_its_name() =>
        string.Join("\n", from source in await SourcesAsync()
            from line in source.Lines.Select((x, i) => (Type: TypeAtTheMargin().Match(x).Groups["name"].Value, Number: i + 1))
            where line.Type.Length > 0 && line.Type != Path.GetFileName(source.Name).Split('.')[0]
            select $"{source.Name}({line.Number}): {line.Type}").Should().BeEmpty();

    static async Task<IReadOnlyList<(string Name, string[] Lines)>> SourcesAsync()
    {
        var build = BuildFolder();
        // A checkout may be another user's, in a container say.
        var listed = await Programs.RunAsync(
            new ProgramCall("git", "-c", "safe.directory=*", "ls-files", "*.cs") { WorkingDirectory = build },
            TestContext.Current.CancellationToken);
        // A file that was removed and not yet committed is still listed.
        return [.. listed.OrThrow("git can't list the sources").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(x => File.Exists(Path.Combine(build, x)))
            .Select(x => (x, File.ReadAllLines(Path.Combine(build, x))))];
    }

    static string BuildFolder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../.."));

    [GeneratedRegex(@"^((public|internal|file|sealed|static|abstract|partial|readonly|ref|unsafe) )*"
        + @"(class|struct|interface|enum|record( struct| class)?|delegate \S+) (?<name>\w+)")]
    private static partial Regex TypeAtTheMargin();
}
