using System.Text.Json.Nodes;
using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Trial;

/// <summary>What the matrix makes of what each release says; EndToEnd has real releases.</summary>
public sealed class ReleaseMatrixTests : IDisposable
{
    readonly Scratch scratch = new();
    readonly Answers answers = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Every_release_and_architecture_is_a_row_with_what_was_found()
    {
        var matrix = await RunAsync();

        matrix.Select(x => $"{x.Release}").Should().Equal(
            "bullseye amd64", "bullseye arm64", "bookworm amd64", "bookworm arm64", "trixie amd64", "trixie arm64", "forky amd64",
            "forky arm64", "sid amd64", "sid arm64");
        matrix[2].Cells.Should().Equal(
            "bookworm", "amd64", "1-bookworm", "proven", "0", "8: 12 passed; 128: 15 passed, not checked: lintian; built/matrix/bookworm");
        matrix.Invoking(ReleaseMatrix.ThrowIfFailed).Should().NotThrow();
        answers.Looked.Should().Equal(
            ["bullseye", "bookworm", "trixie", "forky", "sid"], "a release's lists are the same for both architectures");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_fails_is_a_row_with_its_reason_and_the_others_go_on()
    {
        answers.Failing.Add("bookworm arm64");

        var matrix = await RunAsync();

        var failed = matrix.Should().HaveCount(10).And.ContainSingle(x => x.Word == "not proven").Which;
        failed.Cells[5].Should().Be("it does not compile. Read the log");
        matrix.Count(x => x.Outcome == ReleaseOutcome.Proven).Should().Be(9);
        var error = matrix.Invoking(ReleaseMatrix.ThrowIfFailed).Should().Throw<TrialException>().Which;
        error.Status.Should().Be(ExitStatus.Failed);
        error.What.Should().Be("not proven: bookworm arm64: it does not compile. Read the log");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_the_mirror_does_not_have_is_no_failure_and_what_it_does_not_answer_is_one()
    {
        answers.NoSuite.Add("bullseye");
        answers.Unserved.Add("trixie arm64");
        answers.Failing.Add("trixie arm64");
        answers.Incomplete.Add("forky amd64");
        var matrix = await RunAsync();
        matrix.Where(x => x.Outcome == ReleaseOutcome.NotServed)
            .Select(x => $"{x.Release} {x.Release.Version}: {x.Cells[5]}")
            .Should().Equal(
            "bullseye amd64 : the mirror has no suite bullseye", "bullseye arm64 : the mirror has no suite bullseye",
            "trixie arm64 1-trixie: trixie has no spice for arm64 on this mirror",
            "forky amd64 1-forky: the mirror does not have what its own lists name. Name another mirror with --mirror");
        matrix.Invoking(ReleaseMatrix.ThrowIfFailed).Should().NotThrow();

        answers.Silent.Add("sid");
        matrix = await RunAsync();
        matrix.Where(x => x.Cells[3] == "not looked").Select(x => x.Release.Suite).Should().Equal("sid", "sid");
        matrix.Invoking(ReleaseMatrix.ThrowIfFailed).Should().Throw<TrialException>();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_matrix_of_which_nothing_is_served_fails()
    {
        answers.NoSuite.Add("bookworm");

        var matrix = await RunAsync(x => x with { Suite = "bookworm", Architecture = "amd64" });

        matrix.Invoking(ReleaseMatrix.ThrowIfFailed).Should().Throw<TrialException>().Which.What
            .Should().Be("nothing was proven for any release");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_record_is_there_after_each_row_also_of_a_run_that_was_ended()
    {
        answers.EndsAt = "bookworm arm64";
        var copy = scratch.File("out");

        await FluentActions.Awaiting(() => RunAsync(x => x with { Output = copy })).Should().ThrowAsync<OperationCanceledException>();

        foreach (var path in new[] { scratch.File("built/matrix/matrix.json"), Path.Combine(copy, "matrix.json") })
        {
            var rows = JsonNode.Parse(await File.ReadAllTextAsync(path, Token))!["rows"]!.AsArray();
            rows.Select(x => $"{x!["suite"]} {x["architecture"]} {x["version"]} {x["outcome"]}")
                .Should().Equal("bullseye amd64 1-bullseye proven", "bullseye arm64 1-bullseye proven", "bookworm amd64 1-bookworm proven");
            rows[2]!["arms"]!.AsArray()
                .Select(x => $"{x!["traceItems"]} {x["version"]} {x["folder"]} {x["passed"]} {x["notChecked"]!.AsArray().Count}")
                .Should().Equal(
                "8 1-bookworm+0ntrace8 built/matrix/bookworm/a 12 0", "128 1-bookworm+0ntrace128 built/matrix/bookworm/b 15 1");
        }
    }

    [Theory]
    [InlineData("amd64", "lintian", false)]
    [InlineData("amd64", null, true)]
    [InlineData("arm64", "only difference", true)]
    [InlineData("amd64", "archive's binary", true)]
    public void A_check_that_could_not_be_made_the_first_time_is_made_again_where_it_can_be(
        string architecture, string? unmade, bool isProven)
    {
        var settings = new ChainSettings(scratch.Path) { CacheDirectory = scratch.File("cache") };
        using var steps = new ChainSteps(settings, new Silence(), Silence.NoHost);
        var manifest = SampleArtifacts.AllPassed(SampleArtifacts.Draft("0.15.1-1+0ntrace128", 128));

        new ReleaseProof(steps, "").IsProven(manifest with { Package = manifest.Package with { Architecture = architecture },
            Verification = new([.. manifest.Verification.Checks.Select(x => x.Name != unmade ? x
                : x with { Outcome = CheckOutcome.NotChecked, Finding = "not installed: lintian" })]) }).Should().Be(isProven);
    }

    Task<IReadOnlyList<ReleaseRow>> RunAsync(Func<ChainSettings, ChainSettings>? with = null)
    {
        var settings = new ChainSettings(scratch.Path) { CacheDirectory = scratch.File("cache") };
        return new ReleaseMatrix(with?.Invoke(settings) ?? settings, new Silence(), answers).RunAsync(Token);
    }

    sealed class Answers : IReleaseProof
    {
        public HashSet<string> NoSuite { get; } = [];

        public HashSet<string> Silent { get; } = [];

        public HashSet<string> Unserved { get; } = [];

        public HashSet<string> Failing { get; } = [];

        public HashSet<string> Incomplete { get; } = [];

        public string? EndsAt { get; set; }

        public List<string> Looked { get; } = [];

        public Task<string> VersionAsync(string suite, CancellationToken cancellationToken)
        {
            Looked.Add(suite);
            return NoSuite.Contains(suite)
                ? throw new TrialException(
                    $"the mirror has no suite {suite}", "mirror", "Check --suite", ExitStatus.BadInput) { IsNotServed = true }
                : Silent.Contains(suite) ? throw new TrialException("the package lists can't be fetched", "mirror", "Check the network")
                : Task.FromResult($"1-{suite}");
        }

        public IReadOnlyList<string> Questions => [];

        public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<bool> IsServedAsync(Release release, CancellationToken cancellationToken) =>
            Task.FromResult(!Unserved.Contains($"{release}"));

        public Task<ProvenRelease> ProveAsync(Release release, CancellationToken cancellationToken)
        {
            var (suite, version) = (release.Suite, release.Version);
            if ($"{release}" == EndsAt)
                throw new OperationCanceledException();
            if (Incomplete.Contains($"{release}"))
                throw new TrialException("the mirror does not have what its own lists name", "build.log",
                    "Name another mirror with --mirror") { IsNotServed = true };
            if (Failing.Contains($"{release}"))
                throw new TrialException("it does not compile", "build.log", "Read the log");
            return Task.FromResult(new ProvenRelease(
            [
                new(8, $"{version}+0ntrace8", $"built/matrix/{suite}/a", "", null, 12, []),
                new(128, $"{version}+0ntrace128", $"built/matrix/{suite}/b", "", null, 15, ["lintian"]),
            ], []));
        }
    }
}
