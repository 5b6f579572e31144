using FluentAssertions;
using SpiceTrial.Terminal;
using Xunit;

namespace SpiceTrial.Tests.CommandLines;

/// <summary>The help of the real build.</summary>
public sealed class HelpTests
{
    static readonly CommandLineSpec Spec = BuildCommandLine.Of(typeof(Build), nameof(IDebBuild.DebBuild));

    static readonly string Overview = HelpPage.Of(Spec);

    [Fact]
    public void Every_target_has_a_line_in_the_group_of_its_purpose()
    {
        Spec.Targets.Should().HaveCountGreaterThan(20);
        foreach (var target in Spec.Targets)
            Overview.Should().MatchRegex($"(?m)^  {target.Name} +[A-Z].*[^.]$", "its component needs [TargetHelp]");
        Overview.Should().MatchRegex("(?s)\nbuild: .*  DebBuild .*\ninstall: .*  Install .*\nmeasure: .*  Compare .*\nlab: .*  Lab .*"
            + "\npublish: .*  DraftUpstreamIssue .*\ndevelop: .*  Test ").And.Contain("./build.sh TARGET --help");
    }

    [Fact]
    public void Every_example_is_a_right_command_line_of_its_target()
    {
        foreach (var target in Spec.Targets)
        {
            var words = target.Help!.Example.Split(' ').Select(x => x == "--host" ? "--hypervisor" : x).ToList();
            words[0].Should().Be(target.Name);
            Validation.Errors(Spec, words, new Dictionary<string, string>(), "/nowhere").Should().BeEmpty(target.Help.Example);
        }
    }

    [Fact]
    public void No_page_needs_more_than_80_columns_or_colours() =>
        Spec.Targets.Select(x => HelpPage.Of(Spec, x)).Append(Overview).SelectMany(x => x.Split('\n'))
            .Should().OnlyContain(x => x.Length <= 80 && !x.Contains('\e') && !x.EndsWith(' '));

    [Fact]
    public void Every_option_that_takes_a_value_says_what_holds_without_it_or_that_it_is_needed() =>
        Spec.Options.Where(x => !x.IsOfHost && !x.IsSwitch).Should()
            .OnlyContain(x => Regex.IsMatch(x.Description!, @"\((default|needed)\b"));

    [Theory]
    [InlineData("Analyze", "Capture", "Compare", "Diagnose", "Gate", "Lab", "Plan", "Rehearse", "Rollout", "Status", "PackageArtifacts")]
    public void A_target_whose_record_programs_read_takes_a_folder_for_it(params string[] targets) =>
        targets.Should().OnlyContain(x => HelpPage.Of(Spec, Spec.FindTarget(x)!).Contains("\n  --output "));

    [Fact]
    public void Where_a_target_has_another_default_its_page_says_so()
    {
        HelpPage.Of(Spec, Spec.FindTarget("Fuzz")!).Should().MatchRegex(@"Fuzz\s+\(10\)");
        HelpPage.Of(Spec, Spec.FindTarget("Rehearse")!).Should().MatchRegex(@"Rehearse\s+2\)").And.MatchRegex(@"Rehearse\s+8,128")
            .And.MatchRegex(@"Rehearse\s+guest-16mib").And.NotContain("  --host", "it has a test host of its own");
    }

    [Fact]
    public void A_target_shows_the_options_that_it_reads_with_their_defaults_and_no_others()
    {
        var page = HelpPage.Of(Spec, Spec.FindTarget("Install")!);

        page.Should().Contain("./build.sh Install --host sf-2 --dry-run\n").And.Contain("--host (--hypervisor) VALUE")
            .And.MatchRegex(@"--confirm-within NUMBER +Minutes until").And.Contain("(default: 10)")
            .And.Contain("  --dry-run ").And.NotContain("  --scenarios").And.NotContain("  --verbosity ");
    }
}
