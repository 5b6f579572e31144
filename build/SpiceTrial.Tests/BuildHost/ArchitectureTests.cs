using FluentAssertions;
using Xunit;

namespace SpiceTrial.Tests.BuildHost;

public sealed class ArchitectureTests
{
    /// <summary>What a room may use: these, what those may use, and Ground. Trial joins all rooms.</summary>
    static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Ground"] = [],
        ["Debian"] = [],
        ["Builders"] = ["Debian"],
        ["Artifacts"] = ["Builders"],
        ["Sessions"] = [],
        ["Verdicts"] = ["Sessions"],
        ["Hosts"] = ["Artifacts", "Verdicts"],
        ["Lab"] = ["Sessions", "Debian"],
        ["Reports"] = ["Artifacts", "Lab", "Verdicts"],
        ["Trial"] = ["Hosts", "Reports"],
    };

    static readonly Lazy<SourceMap> Library = new(() => SourceMap.Of(typeof(TrialException).Assembly));

    [Fact]
    public void The_library_knows_no_Nuke() => typeof(TrialException).Assembly.GetReferencedAssemblies().Select(x => x.Name).Should()
        .NotContain(x => x!.StartsWith("Nuke", StringComparison.Ordinal));

    [Fact]
    public void Every_type_is_in_a_room_of_the_design_and_in_a_file_of_its_name()
    {
        string.Join("\n", Library.Value.Unplaced).Should().BeEmpty();
        Library.Value.Rooms.Should().BeSubsetOf(Arrows.Keys);
    }

    [Fact]
    public void A_room_uses_only_the_rooms_that_the_design_allows()
    {
        var forbidden = Library.Value.Uses.Where(x => x.From.Room != x.To.Room && !Reach(x.From.Room).Contains(x.To.Room))
            .Select(x => $"{x.From} -> {x.To}");

        string.Join("\n", forbidden).Should().BeEmpty();
    }

    [Fact]
    public void No_two_folders_of_a_room_use_each_other_nor_in_a_circle()
    {
        var within = Library.Value.Uses.Where(x => x.From.Room == x.To.Room && x.From.Folder != x.To.Folder).ToList();
        var folders = within.ToLookup(x => (x.From.Room, x.From.Folder), x => (x.To.Room, x.To.Folder));
        var circular = within.Where(x => Reached(folders, (x.To.Room, x.To.Folder)).Contains((x.From.Room, x.From.Folder)))
            .Select(x => $"{x.From} -> {x.To}");

        string.Join("\n", circular).Should().BeEmpty("what stands in the room itself is a folder too");
    }

    [Fact]
    public void The_rules_see_a_dependency_where_there_is_one() =>
        Library.Value.Uses.Should().Contain(x => x.From.Type == "ChainSteps" && x.To.Type == "IBuilder" && x.From.Room == "Trial");

    static HashSet<string> Reach(string room) => [.. Arrows[room].SelectMany(Reach), .. Arrows[room], "Ground"];

    static HashSet<(string, string)> Reached(ILookup<(string, string), (string, string)> folders, (string, string) from)
    {
        var reached = new HashSet<(string, string)>();
        var next = new Stack<(string, string)>([from]);
        while (next.TryPop(out var folder))
        {
            if (reached.Add(folder))
                folders[folder].ToList().ForEach(next.Push);
        }

        return reached;
    }
}
