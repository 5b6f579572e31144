using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>The commands of "What was checked" in a really built folder, each run there as it is typed.</summary>
[Collection(OnOneChain.Name)]
public sealed partial class ReadmeCommandTests(ChainFixture chain, VerifiedRun verified)
{
    // What each must print. It is the finding that is repeated, not only the exit code.
    static readonly Dictionary<string, string> Local = new(StringComparer.Ordinal)
    {
        ["package version"] = @"^0\.15\.1-1\+0ntrace128\s*$",
        ["version order"] = @"^in order\s*$",
        ["debug symbols"] = @"(?s)^([0-9a-f]{40})\s.*Build ID: \1.*Build ID: \1",
        ["constant in the debug symbols"] = "array<ItemTrace, 128>",
        ["constant in the code"] = @"and +\$0x7f,",
        ["package tests"] = @"(?s)Ok: +24\b.*Fail: +0\b",
        ["only difference"] = "Not explained by the constant: nothing",
        ["same package as the control"] = "Version: \\[-0.15.1-1\\+0ntrace8-\\] \\{\\+0.15.1-1\\+0ntrace128\\+\\}",
        ["ABI"] = @"^no change\s*$",
    };

    // They ask the archive, "source signature" with apt's deb-src lines, which a machine may not have.
    static readonly Dictionary<string, string> OfTheNetwork = new(StringComparer.Ordinal)
    {
        ["source signature"] = "Validation PASSED|All files validated successfully",
        ["same package as the archive's"] = "Version: \\[-0.15.1-1-\\] \\{\\+0.15.1-1\\+0ntrace128\\+\\}",
        ["archive's binary"] = "passed       archive's binary: 23 of 26 sections",
        ["lintian"] = @"(?s)^(?!.*\n[EWIPX]: ).*Fetched",
    };

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 1_800_000)]
    public async Task Every_command_that_needs_no_network_repeats_its_finding_and_leaves_nothing_in_the_folder()
    {
        var project = await verified.EnsureAsync(chain);
        var commands = await CommandsAsync(project);
        var before = Snapshot.Of(project.Artifacts());

        commands.Keys.Should().BeEquivalentTo(
            Local.Keys.Concat(OfTheNetwork.Keys), "each check has a command, and each command is tried by one of these tests");
        foreach (var (check, said) in Local)
            await RunAsync(project, commands[check], said);

        Snapshot.Of(project.Artifacts()).Should().Equal(before);
    }

    [Fact(Timeout = 1_800_000)]
    [Trait("Run", "All")]
    public async Task Every_command_that_asks_the_archive_repeats_its_finding_too()
    {
        var project = await verified.EnsureAsync(chain);
        var commands = await CommandsAsync(project);
        var hasSources = (await Programs.RunAsync(new("apt-get", "indextargets", "--format", "$(CREATED_BY)"), Token)).Output
            .Contains("Sources", StringComparison.Ordinal);

        foreach (var (check, said) in OfTheNetwork.Where(x => hasSources || x.Key != "source signature"))
            await RunAsync(project, commands[check], said);
    }

    [Fact(Timeout = 1_800_000)]
    [Trait("Run", "All")]
    public async Task The_command_that_builds_the_missing_control_verifies_this_folder_and_not_the_control()
    {
        var project = await chain.CopyAsync("readme without a control", withResult: true);

        var output = await RunAsync(
            project, (await CommandsAsync(project))["only difference"], "passed       only difference: 28 of 3201 functions differ");

        output.Should().Contain("verifying .: 0.15.1-1+0ntrace128, patched (128 trace items)").And.NotMatchRegex("verifying .*0ntrace8,");
    }

    async Task<string> RunAsync(Project project, string command, string said)
    {
        // The user's cache, so that nothing has to be added to what is typed.
        var caches = chain.Make("caches");
        if (!Directory.Exists(Path.Combine(caches, "spice-trial")))
            Directory.CreateSymbolicLink(Path.Combine(caches, "spice-trial"), project.Cache);
        var run = await Programs.RunAsync(
            new("bash", "-c", command)
            {
                WorkingDirectory = project.Artifacts(),
                Environment = new Dictionary<string, string?>(
                    project.Environment) { ["XDG_CACHE_HOME"] = caches, ["TMPDIR"] = chain.Make("readme") },
                Timeout = TimeSpan.FromMinutes(20),
            },
            Token);
        // debdiff says with 1 that packages differ, as they do.
        run.ExitCode.Should().BeOneOf(
            command.Contains("debdiff", StringComparison.Ordinal) ? [0, 1] : [0], $"{command}\n{run.Output}{run.Error}");
        run.Output.Should().MatchRegex(said, command);
        return run.Output;
    }

    static async Task<IReadOnlyDictionary<string, string>> CommandsAsync(Project project)
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(project.Artifacts(), "README.md"), Token);
        var table = readme[readme.IndexOf("## What was checked", StringComparison.Ordinal)..readme.IndexOf(
            "## Files", StringComparison.Ordinal)];
        table.Should().NotContain("\\|", "what is escaped for the table can't be typed as it stands");
        return Row().Matches(table).ToDictionary(x => x.Groups["check"].Value, x => x.Groups["command"].Value);
    }

    [GeneratedRegex(@"^\| (?<check>[^|]+) \| [^|]+ \| [^|]+ \| `(?<command>[^|]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
