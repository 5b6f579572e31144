using System.Runtime.CompilerServices;
using FluentAssertions;
using SpiceTrial.Terminal;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.Tests.CommandLines;

/// <summary>What README and the pages tell people to type is a command line of this build. EndToEnd types it in a fresh clone.</summary>
public sealed class DocumentedCommandTests
{
    static readonly CommandLineSpec Spec = BuildCommandLine.Of(typeof(Build), nameof(IDebBuild.DebBuild));

    [Fact]
    public void Every_command_of_the_pages_is_one_that_may_start()
    {
        var commands = DocumentedCommands.Of(Path.GetFullPath(Path.Combine(Here(), "../../../..")));

        commands.Should().HaveCountGreaterThan(60);
        commands.SelectMany(x => Errors(x.Command).Select(error => $"{x.Page}: {x.Command}: {error}")).Should().BeEmpty();
        Errors("./build.sh Install --dry-rnu").Should().ContainSingle("the test sees an error where there is one");
    }

    [Fact]
    public void The_gate_counts_OOMs_and_takes_no_videos_size() =>
        Errors("./build.sh Gate --video 1024x768").Should().ContainSingle().Which.Should().Contain("--video would be ignored");

    [Fact]
    public void Every_target_that_may_ask_before_apt_installs_takes_the_yes_that_the_refusal_tells_to_give()
    {
        var asking = Directory.GetFiles(Path.Combine(Path.GetDirectoryName(Here())!, "../../Targets"), "I*.cs").Select(File.ReadAllText)
            .Where(x => x.Contains("new Prerequisites(", StringComparison.Ordinal))
            .SelectMany(x => Regex.Matches(x, @"Target (\w+) =>").Select(y => y.Groups[1].Value)).ToList();

        asking.Should().HaveCountGreaterThan(2);
        asking.Concat(["DebBuild", "VerifyArtifacts", "Rehearse", "TestHost", "Test", "Install", "Lab", "Matrix", "Nightly"])
            .SelectMany(x => Errors($"./build.sh {x} --yes").Select(error => $"{x}: {error}")).Should().BeEmpty();
    }

    static IEnumerable<string> Errors(string command)
    {
        string[] words = [.. command.Replace("$H", "--host sf-2 --ssh-config file", StringComparison.Ordinal).Split(' ').Skip(1)];
        // As the launcher does.
        words = [.. words.Select((x, i) => x switch
        {
            "--host" => "--hypervisor", "--plan" when i + 1 < words.Length => "--trial", "--plan" => "--show-plan", _ => x,
        })];
        return HelpRequest.Answer(Spec, words) is { } help ? help.Errors.Select(x => x.ToString())
            : Validation.Errors(Spec, words, new Dictionary<string, string>(), "/nowhere").Select(x => x.ToString());
    }

    static string Here([CallerFilePath] string here = "") => here;
}
