using System.Runtime.CompilerServices;
using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Launchers;

/// <summary>What bash offers behind <c>./build.sh</c>, as its completion is called.</summary>
public sealed class CompletionTests
{
    [Theory(Timeout = 120_000)]
    [InlineData("", "Analyze", "Install", "VerifyArtifacts")]
    [InlineData("Inst", "Install")]
    [InlineData("inst", "Install")]
    [InlineData("Info Stat", "Status")]
    [InlineData("Install --dry", "--dry-run")]
    [InlineData("Install --ho", "--host")]
    [InlineData("Compare --plan", "--plan", "--plan-file")]
    [InlineData("Install --host ")]
    [InlineData("Status --format j", "Json")]
    [InlineData("DebBuild --builder ch", "chroot")]
    [InlineData("Info --verbosity q", "Quiet")]
    [InlineData("Nothing-there")]
    [InlineData("Install --artifacts b")]
    [InlineData("Install --artifacts built I")]
    public async Task Targets_options_and_values_are_completed_and_the_rest_is_left_to_names_of_files(string typed, params string[] offered)
    {
        var words = $"./build.sh {typed}".Split(' ');
        var call = new ProgramCall("bash", "-euc",
            """
            source build/completion.bash
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
            _spice_trial "$1" "${!#}" "${@:$#-1:1}"
            [[ ${#COMPREPLY[@]} == 0 ]] || printf '%s\n' "${COMPREPLY[@]}"
            """, "bash") { WorkingDirectory = Root() };

        var result = await Programs.RunAsync(
            call with { Arguments = [.. call.Arguments, .. words] }, TestContext.Current.CancellationToken);

        var said = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        result.Should().BeEquivalentTo(new { ExitCode = 0, Error = "" });
        if (typed.Length == 0)
            said.Should().Contain(offered).And.NotContain(x => x.StartsWith('-'));
        else
            said.Should().Equal(offered);
    }

    static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
