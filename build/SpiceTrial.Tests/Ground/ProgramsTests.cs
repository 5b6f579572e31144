using FluentAssertions;
using Xunit;

namespace SpiceTrial.Tests.Ground;

public sealed class ProgramsTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task I_get_both_streams_and_the_exit_code_whatever_it_is()
    {
        var result = await Sh("echo out; echo err >&2; exit 3");

        (result.ExitCode, result.Output, result.Error).Should().Be((3, "out\n", "err\n"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Output_larger_than_memory_should_hold_keeps_its_last_part()
    {
        var result = await Sh("seq 1 3000000; seq 1 3000000 >&2; echo last");

        result.Output.Should().EndWith("3000000\nlast\n");
        result.Output.Length.Should().BeInRange(1 << 20, 4 << 20);
        result.Error.Should().EndWith("3000000\n");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_line_of_twenty_megabytes_does_no_harm()
    {
        var result = await Sh("head -c 20000000 /dev/zero | tr '\\0' x; echo; echo last");

        result.Output.Should().EndWith("x\nlast\n");
        result.Output.Length.Should().BeLessThanOrEqualTo(4 << 20);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_missing_program_names_the_package_that_brings_it()
    {
        var error = await ErrorAsync(new ProgramCall(scratch.File("dpkg-source"), "--extract", "a b.dsc"));

        error.What.Should().EndWith("dpkg-source is not installed");
        error.Where.Should().EndWith("dpkg-source --extract 'a b.dsc'");
        error.Hint.Should().Be("Run `sudo apt-get install dpkg-dev`");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_missing_working_folder_is_named()
    {
        (await ErrorAsync(new ProgramCall("true") { WorkingDirectory = scratch.File("gone") })).Where.Should().Be(scratch.File("gone"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_failure_shows_the_command_the_exit_code_and_what_the_program_said_last()
    {
        var failed = await Sh("seq 1 20 >&2; exit 7");

        var error = failed.Invoking(x => x.OrThrow("it failed", "do this")).Should().Throw<TrialException>().Which;

        error.What.Should().StartWith("it failed: 13").And.EndWith("20").And.NotContain("12");
        error.Where.Should().StartWith("sh -c ").And.EndWith("(exit 7)");
        error.Hint.Should().Be("do this");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_program_reads_nothing_from_the_terminal()
    {
        (await Sh("cat; echo end")).Output.Should().Be("end\n");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_program_starts_is_found_in_the_system_folders_too() =>
        (await Programs.OutputOfAsync(new("sh", "-c", "echo :$PATH:"), "sh failed", TestContext.Current.CancellationToken))
            .Should().EndWith(":/usr/sbin:/sbin:\n");

    [Fact(Timeout = 120_000)]
    public async Task Variables_are_set_and_removed_for_the_program_only()
    {
        var result = await Programs.RunAsync(
            new("sh", "-c", "echo \"${NEW-none} ${PATH-none}\"") {
                Environment = new Dictionary<string, string?> { ["NEW"] = "a b", ["HOME"] = null } }, Token);

        result.Output.Should().StartWith("a b ");
        Environment.GetEnvironmentVariable("NEW").Should().BeNull();
    }

    [Fact(Timeout = 120_000)]
    public async Task The_log_has_the_command_and_both_streams_as_they_come()
    {
        var lines = new List<string>();
        var log = scratch.File("log");

        await Programs.RunAsync(
            new("sh", "-c", "echo one; sleep 0.3; echo two >&2; sleep 0.3; echo three") { LogFile = log, OnLine = lines.Add }, Token);

        lines.Should().Equal("one", "two", "three");
        (await File.ReadAllLinesAsync(log, Token)).Should().HaveCount(4).And.EndWith(["one", "two", "three"]).And.Subject.First()
            .Should().StartWith("$ sh -c ");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_log_has_a_bound_and_says_what_is_left_out()
    {
        var log = scratch.File("log");

        await Programs.RunAsync(
            new("sh", "-c", "seq 100000; echo the reason >&2") { LogFile = log, LogLimit = 10_000 }, Token);

        var lines = await File.ReadAllLinesAsync(log, Token);
        new FileInfo(log).Length.Should().BeLessThan(100_000);
        lines.Should().Contain("1").And.NotContain("50000")
            .And.EndWith("... the rest is left out: the log is longer than 10000 characters");
    }

    public void Dispose() => scratch.Dispose();

    static Task<ProgramResult> Sh(string script) => Programs.RunAsync(new("sh", "-c", script), Token);

    static async Task<TrialException> ErrorAsync(ProgramCall call)
    {
        var running = () => Programs.RunAsync(call, Token);
        return (await running.Should().ThrowAsync<TrialException>()).Which;
    }
}
