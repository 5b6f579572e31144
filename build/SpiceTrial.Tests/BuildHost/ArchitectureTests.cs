using FluentAssertions;
using NetArchTest.Rules;
using Xunit;

namespace SpiceTrial.Tests.BuildHost;

public sealed class ArchitectureTests
{
    [Fact]
    public void The_library_knows_no_Nuke()
    {
        typeof(TrialException).Assembly.GetReferencedAssemblies().Select(x => x.Name).Should().NotContain(x => x!.StartsWith("Nuke", StringComparison.Ordinal));
        Holds("SpiceTrial", "Nuke");
    }

    [Theory]
    [InlineData("Packages", "Builders", "Artifacts", "Chain", "Hypervisors", "Sessions", "Verdicts", "Lab", "Reports")]
    [InlineData("Builders", "Artifacts", "Chain", "Hypervisors", "Sessions", "Verdicts", "Lab", "Reports")]
    [InlineData("Artifacts", "Hypervisors", "Sessions", "Verdicts", "Lab", "Reports", "Chain")]
    [InlineData("Hypervisors", "Builders", "Lab", "Reports")]
    [InlineData("TestHosts", "Builders", "Artifacts", "Chain", "Hypervisors", "Sessions", "Verdicts", "Lab", "Reports")]
    [InlineData("Sessions", "Packages", "Builders", "Verdicts", "Lab", "Reports")]
    [InlineData("Verdicts", "Packages", "Builders", "Hypervisors", "Lab", "Reports")]
    [InlineData("Lab", "Hypervisors", "Verdicts", "Reports")]
    [InlineData("Processes", "Packages", "Builders", "Artifacts", "Chain", "Hypervisors", "Sessions", "Verdicts", "Lab", "Reports")]
    [InlineData("CommandLines", "Packages", "Builders", "Hypervisors", "Sessions", "Verdicts", "Lab", "Reports")]
    public void A_folder_of_the_library_does_not_read_those_above_it(string folder, params string[] above)
    {
        Holds($"SpiceTrial.{folder}", [.. above.Select(x => $"SpiceTrial.{x}")]);
    }

    [Fact]
    public void The_rules_see_a_dependency_where_there_is_one()
    {
        var result = Types.InAssembly(typeof(TrialException).Assembly).That().ResideInNamespace("SpiceTrial.TestRuns").ShouldNot().HaveDependencyOnAny("SpiceTrial.Processes").GetResult();

        result.IsSuccessful.Should().BeFalse();
    }

    static void Holds(string folder, params string[] forbidden)
    {
        var result = Types.InAssembly(typeof(TrialException).Assembly).That().ResideInNamespace(folder).ShouldNot().HaveDependencyOnAny(forbidden).GetResult();

        result.FailingTypeNames.Should().BeNullOrEmpty($"{folder} must not know {string.Join(", ", forbidden)}");
    }
}
