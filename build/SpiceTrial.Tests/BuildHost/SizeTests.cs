using System.Runtime.CompilerServices;
using FluentAssertions;
using Xunit;

namespace SpiceTrial.Tests.BuildHost;

/// <summary>How much there is to read: whoever adds a room takes something away, or says here why not.</summary>
public sealed class SizeTests
{
    // The aim was 22,000 (docs/decisions/0090-one-house.md says what came since): from here this goes down with the library.
    const int LibraryBound = 26_474, FileBound = 300;

    [Fact]
    public void The_library_fits_its_bound()
    {
        var files = Files("SpiceTrial");
        var lines = files.Sum(x => x.Lines);

        lines.Should().BeLessThanOrEqualTo(LibraryBound, "this is what one person can know; its largest files: {0}",
            string.Join(", ", files.OrderByDescending(x => x.Lines).Take(10).Select(x => $"{x.Name} {x.Lines}")));
    }

    [Fact]
    public void No_file_is_longer_than_a_person_reads_at_once() =>
        Files("").Where(x => x.Lines > FileBound).Select(x => $"{x.Name} {x.Lines}").Should().BeEmpty($"{FileBound} lines are the bound");

    static List<(string Name, int Lines)> Files(string below) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Build(), below), "*.cs", SearchOption.AllDirectories)
            .Select(x => (Name: Path.GetRelativePath(Build(), x), Path: x))
            .Where(x => !x.Name.Split('/').Any(y => y is "bin" or "obj"))
            .Select(x => (x.Name, File.ReadLines(x.Path).Count())),
    ];

    static string Build([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../.."));
}
