using System.Diagnostics;
using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.BuildHost;

public sealed class GuardTests : IDisposable
{
    readonly SampleBuild build = new SampleBuild().Guarded();

    public void Dispose() => build.Dispose();

    [Theory(Timeout = 120_000)]
    [InlineData("did you mean --place?", "First", "--plaec", "here")]
    [InlineData("did you mean Second?", "First", "Secnd")]
    [InlineData("values: here, there", "First", "--place", "nowhere")]
    [InlineData("not a whole number", "First", "--count", "many")]
    [InlineData("--place needs a value", "First", "--place")]
    [InlineData("./build.sh First --place here", "--place", "here", "First")]
    [InlineData("--place here", "First", "--place=here")]
    [InlineData("more than once", "First", "--count", "1", "--count", "2")]
    [InlineData("--hypervisor NAME", "First", "--host", "sf-2")]
    [InlineData("--place would be ignored: InnerStep does not read it", "InnerStep", "--place", "here")]
    [InlineData("targets stand in two places", "First", "--target", "Second")]
    [InlineData("First is asked for, and --skip First leaves it out", "Second", "First", "--skip", "First")]
    [InlineData("unknown option --continue", "First", "--continue")]
    public async Task A_wrong_command_line_ends_with_2_and_starts_nothing(string said, params string[] arguments)
    {
        var result = await build.RunAsync(arguments);

        result.ExitCode.Should().Be(2);
        result.Output.Should().Contain(said).And.Contain("nothing was started").And.NotContain("run First").And.NotContain("==");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_wrong_value_in_the_environment_or_a_file_ends_with_2_as_well()
    {
        using var wrong = new SampleBuild().Guarded().With("NUKE_COUNT", "many");
        (await wrong.RunAsync("First"))
            .Should().Match<ProgramResult>(x => x.ExitCode == 2 && x.Output.Contains("NUKE_COUNT"));

        build.WithFile("parameters.json", """{ "Cuont": 1 }""");
        (await build.RunAsync("First")).Should().Match<ProgramResult>(x => x.ExitCode == 2 && x.Output.Contains("did you mean Count?"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("develop: tests", "--help")]
    [InlineData("develop: tests", "help")]
    [InlineData("example\n  ./build.sh Show --place here", "help", "show")]
    [InlineData("example\n  ./build.sh Show --place here", "Show", "--place", "there", "--help")]
    [InlineData("spice-trial ", "--version")]
    public async Task Help_and_version_are_answered_and_start_nothing(string said, params string[] arguments)
    {
        build.WithFile("parameters.json", """{ "Cuont": 1 }""");

        var result = await build.RunAsync(arguments);

        result.ExitCode.Should().Be(0);
        result.Output.Should().Contain(said).And.NotContain("==").And.NotContain("place=");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("did you mean Show?", "Shwo", "--help")]
    [InlineData("did you mean --help?", "Show", "--hlep")]
    [InlineData("unknown option --version", "Show", "--version")]
    public async Task A_wrong_question_is_a_wrong_command_line(string said, params string[] arguments) =>
        (await build.RunAsync(arguments)).Should().Match<ProgramResult>(x => x.ExitCode == 2 && x.Output.Contains(said));

    [Fact(Timeout = 120_000)]
    public async Task A_right_command_line_runs()
    {
        var result = await build.RunAsync(
            "first", "--place", "here", "--items", "a", "b", "--loud", "--speed", "fast", "--count", "7", "--skip");

        result.ExitCode.Should().Be(0);
        result.Output.Should().Contain("run First");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("Refuses", 3)]
    [InlineData("RefusesLater", 3)]
    [InlineData("FailsAfterHandlingARefusal", 1)]
    [InlineData("Fails", 1)]
    [InlineData("ExitsWith4", 4)]
    public async Task The_failure_of_a_target_gives_the_exit_code(string target, int exitCode)
    {
        (await build.RunAsync(target)).ExitCode.Should().Be(exitCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_closing_line_is_the_very_last()
    {
        (await build.RunAsync("Closes")).Output.TrimEnd().Should().EndWith("\nthe last line");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_component_reads_its_own_options_and_those_that_it_says_it_reads()
    {
        var result = await build.RunAsync("FromComponent", "--count", "7", "--speed", "fast");

        result.ExitCode.Should().Be(0, result.Output);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_lets_the_run_clean_up_and_end(string signal)
    {
        // The one who started these tests may have them ignore signals: nohup does, and a shell for what it starts in the background.
        using var process = await WaitingAsync($"--default-signal={signal}");

        Signal(process, signal);

        await ShouldCleanUpAsync(process);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task A_run_that_was_started_to_ignore_a_signal_goes_on_until_it_is_terminated(string signal)
    {
        // As nohup does: such a run outlives its terminal. The shell does it with INT for what it starts in the background.
        using var process = await WaitingAsync($"--ignore-signal={signal}");

        Signal(process, signal);
        // What is ignored is lost at once; a slow machine can only hide a fault here, not make one up.
        var goesOn = await Record.ExceptionAsync(() => process.WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken));
        Signal(process, "TERM");

        goesOn.Should().BeOfType<TimeoutException>();
        await ShouldCleanUpAsync(process);
    }

    [Fact(Timeout = 120_000)]
    public async Task No_is_an_answer_and_no_failure()
    {
        var result = await build.RunAsync("SaysNo");

        result.ExitCode.Should().Be(130);
        result.Output.Should().EndWith("\nnothing was changed\n")
            .And.NotContain("ERR").And.NotContain("ailed").And.NotContain("run Fourth");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_fails_and_builds_nothing_does_not_say_that_the_build_failed()
    {
        (await build.RunAsync("Refuses")).Output.Should().Contain("not today").And.NotContain("Build failed");
        (await build.RunAsync("First")).Output.Should().NotContain("Build succeeded");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_warning_is_said_once_and_again_where_a_CI_host_folds_it()
    {
        (await build.RunAsync("Warns")).Output.Split("mind the gap").Should().HaveCount(2);
        (await build.With("CI", "true").RunAsync("Warns")).Output.Split("mind the gap").Should().HaveCount(3);
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_target_it_is_said_first_what_will_run() =>
        (await build.RunAsync()).Output.Should().StartWith("no target was named: Show runs (Prints all parameters); Ctrl-C ends it");

    [Fact(Timeout = 120_000)]
    public async Task Paths_and_printed_commands_are_of_where_the_person_stands()
    {
        var stands = Directory.CreateDirectory(Path.Combine(build.Root, "a b", "c")).FullName;

        var output = (await build.With("SPICE_TRIAL_FROM", stands).RunAsync("Points")).Output;

        output.Should().Contain($"in {stands}, root {build.Root}, told {build.Root}/built")
            .And.Contain("next: ../../build.sh Status        # which").And.Contain("hint: ../../build.sh Confirm does it");
        (await build.With("SPICE_TRIAL_FROM", build.Root).RunAsync("Points")).Output.Should().Contain("told built\n")
            .And.Contain("hint: ./build.sh Confirm does it");
        (await build.With("SPICE_TRIAL_FROM", "/gone").RunAsync("Points")).Output.Should().Contain($"in {build.Root},");
        (await build.With("SPICE_TRIAL_FROM", stands).RunAsync("Frist")).Output.Should().Contain("../../build.sh --help lists");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("a document as json\n", 0, "Documents", "--format", "json")]
    [InlineData("one line\n", 3, "Documents", "--check")]
    [InlineData("", 2, "Documents", "--format", "json", "--plaec", "here")]
    [InlineData("", 3, "Documents", "--check", "--plaec", "here")]
    public async Task A_document_stands_alone_on_standard_output(string document, int exitCode, params string[] arguments)
    {
        var result = await build.With("CI", "true").RunAsync(arguments);

        result.Should().BeEquivalentTo(new { Output = document, ExitCode = exitCode });
        result.Error.Should().Contain(document.Length > 0 ? "the last line" : "unknown option --plaec");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("Documents", "--format", "table")]
    [InlineData("Documents", "--check", "false")]
    public async Task Without_a_document_everything_stands_there(params string[] arguments) =>
        (await build.RunAsync(arguments)).Output.Should().Contain("a line for a person").And.Contain("a warning");

    [Theory(Timeout = 120_000)]
    [InlineData(0, "First")]
    [InlineData(1, "Fails")]
    [InlineData(0, "First", "--show-plan")]
    public async Task What_a_run_under_sudo_made_is_the_persons_at_its_end(int exitCode, params string[] arguments)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root gives away");
        var script = Path.Combine(Directory.CreateDirectory(Path.Combine(build.Root, "build")).FullName, "give-back.sh");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "launchers", "give-back.sh"), script);
        await RunAsync("chown", "-R", "4711:4711", build.Root);

        (await build.With("SUDO_UID", "4711").With("SUDO_GID", "4711").RunAsync(arguments)).ExitCode.Should().Be(exitCode);

        (await RunAsync("find", build.Root, "-newer", script)).Should().Contain(".nuke/temp");
        (await RunAsync("find", build.Root, "-uid", "0")).Should().BeEmpty();
    }

    static Task<string> RunAsync(string program, params string[] words) =>
        Programs.OutputOfAsync(new(program, words), $"{program} failed", TestContext.Current.CancellationToken);

    static async Task ShouldCleanUpAsync(Process process)
    {
        var rest = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        rest.Should().Contain("cleaned up").And.EndWith("\ncancelled\n")
            .And.NotContain("Waits").And.NotContain("ERR").And.NotContain("ailed");
        process.ExitCode.Should().Be(130);
    }

    async Task<Process> WaitingAsync(string disposition)
    {
        // env becomes the program: the process id stays.
        var process = Process.Start(new ProcessStartInfo("env", [disposition, "dotnet", SampleBuild.Program, "Waits"])
        {
            WorkingDirectory = build.Root,
            RedirectStandardOutput = true,
            Environment = { ["SAMPLE"] = "guarded" },
        })!;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && line != "waiting")
        {
            // Only then is there something to clean up.
        }

        return process;
    }

    static void Signal(Process process, string signal) => Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
}
