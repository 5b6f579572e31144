using FluentAssertions;
using SpiceTrial.Terminal;
using Xunit;

namespace SpiceTrial.Tests.CommandLines;

public sealed class StandpointTests
{
    static readonly OptionSpec Host = new("Hypervisor", ValueKind.Text, []) { LauncherName = "--host" };

    static readonly CommandLineSpec Spec = new(
        [new("Status") { Reads = ["Hypervisor", "SshConfig"] }, new("Plan") { Reads = ["Tag"] }],
        [Host, new("SshConfig", ValueKind.Text, []), new("Tag", ValueKind.Text, [])]);

    [Theory]
    [InlineData("next: ./build.sh Status        # now", "next: ./build.sh Status --host sf-9 --ssh-config 'my config'        # now")]
    [InlineData("./build.sh Status --host sf-2", "./build.sh Status --ssh-config 'my config' --host sf-2")]
    [InlineData("`./build.sh Plan --tag 7`", "`./build.sh Plan --tag 7`")]
    [InlineData("./build.sh --help", "./build.sh --help")]
    [InlineData("(cd built/x && ../../build.sh Status)", "(cd built/x && ../../build.sh Status)")]
    [InlineData("no command", "no command")]
    public void A_printed_command_keeps_the_options_that_lead_to_the_host(string text, string printed)
    {
        Standpoint.Learn(Spec, ["Status", "--hypervisor", "sf-9", "--ssh-config", "my config", "--tag", "7"], "/project");
        try
        {
            Standpoint.Commands(text).Should().Be(printed);
        }
        finally
        {
            Standpoint.Learn(Spec, [], "/project");
        }
    }

    [Fact]
    public void A_file_in_the_place_of_a_target_is_looked_for_where_the_person_stands()
    {
        using var scratch = new Scratch();
        scratch.Write("run.log", "");
        Environment.SetEnvironmentVariable("SPICE_TRIAL_FROM", scratch.Path);
        try
        {
            Standpoint.Learn(Spec, ["run.log"], "/project");

            Sample.OnlyError("run.log").Should().Contain("a log or a session is named with --session run.log");
        }
        finally
        {
            Standpoint.Learn(Spec, [], "/project");
        }
    }
}
