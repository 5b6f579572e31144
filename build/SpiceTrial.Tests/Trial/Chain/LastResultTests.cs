using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Debian;
using SpiceTrial.Hosts;
using SpiceTrial.Reports;
using SpiceTrial.Tests.Verdicts;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Trial;

/// <summary>What is made of the last result when the steps before are skipped.</summary>
public sealed class LastResultTests : IChainOutput, IDisposable
{
    readonly Scratch scratch = new();
    readonly List<string> said = [];
    readonly List<string> warned = [];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    ChainSettings Settings => new(scratch.Path) { CacheDirectory = scratch.File("cache") };

    DraftSettings Drafts => new(scratch.Path);

    [Fact(Timeout = 120_000)]
    public async Task Nothing_is_drafted_from_a_control_and_the_draft_is_as_it_was()
    {
        await LastAsync(8);
        var draft = scratch.Write("docs/upstream-issues/spice-trace-ring.md", "The draft of the patched build.\n");
        using var run = new ChainRun(Settings, this, new SshConnector());

        foreach (var target in new Func<Task>[] {
            () => run.DraftUpstreamIssueAsync(Drafts, Token), () => run.DraftPlanAsync(Drafts, Token) })
            (await target.Should().ThrowAsync<TrialException>()
                .WithMessage("*the last result is the unpatched control (8 trace items)*hint: Run `./build.sh DebBuild`*")).Which.Status
                .Should().Be(ExitStatus.BadInput);

        (await File.ReadAllTextAsync(draft, Token)).Should().Be("The draft of the patched build.\n");

        var plan = await run.PlanAsync(scratch.Path, Given.Request(4, minutes: 2), isAsked: false, Token);
        plan.Runs.Should().HaveCount(8);
        File.Exists(scratch.File("007.md")).Should().BeFalse("there is no build to write instructions for");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_plan_that_is_there_is_shown_without_simulating_trials()
    {
        await LastAsync(8);
        using var run = new ChainRun(Settings, this, new SshConnector());
        var drawn = await run.PlanAsync(scratch.Path, Given.Request(4, minutes: 2), isAsked: false, Token);
        var shown = Given.Request(4, minutes: 2) with { Power = (_, _) => throw new InvalidOperationException("it simulates") };

        (await run.PlanAsync(scratch.Path, shown, isAsked: false, Token)).Power.Should().Equal(drawn.Power).And.NotBeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_plan_keeps_the_gate_as_it_stood_before_its_first_run()
    {
        await LastAsync(8);
        using var run = new ChainRun(Settings, this, new SshConnector());
        Task<TrialPlan> PlanAsync() => run.PlanAsync(scratch.Path, Given.Request(4, minutes: 2), isAsked: false, Token);
        Task GateAsync(GateState state) => RecordFile.WriteAsync(
            scratch.File(GateRecord.FileName), new GateRecord(state, [$"{state}"], null, null, null, null, null, null, GateRule.Current),
            Token);

        (await PlanAsync()).Gate.Should().BeNull("nobody evaluated it");
        await GateAsync(GateState.Pivot);
        (await PlanAsync()).Gate!.State.Should().Be("pivot");
        await TrialPlan.MarkAsync(scratch.Path, (await PlanAsync()).Runs[0].Tag, "x.tar.gz", Token);
        await GateAsync(GateState.Proceed);
        await PlanAsync();

        (await TrialPlan.ReadAsync(scratch.Path, "007", Token)).Gate!.State.Should().Be("pivot", "the trial began with it");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_run_whose_log_was_put_there_by_hand_is_done()
    {
        await LastAsync(8);
        using var run = new ChainRun(Settings, this, new SshConnector());
        Task<TrialPlan> PlanAsync() => run.PlanAsync(scratch.Path, Given.Request(4, minutes: 2), isAsked: false, Token);
        var first = (await PlanAsync()).Next!.Tag;
        // Of a VM that crashed there is nothing to capture.
        scratch.Write($"{first}.log", "");

        (await PlanAsync()).Next!.Tag.Should().NotBe(first);
        // Only as long as it is there, whatever else is captured meanwhile.
        (await TrialPlan.MarkAsync(scratch.Path, "007-02-stock", "x", Token) ?? await TrialPlan.MarkAsync(
            scratch.Path, "007-02-patched", "x", Token))!.Next!.Tag.Should().StartWith("007-03");
        File.Delete(scratch.File($"{first}.log"));
        (await PlanAsync()).Next!.Tag.Should().Be(first);
    }

    [Fact(Timeout = 120_000)]
    public async Task Instructions_are_for_the_host_of_the_build_and_for_no_other()
    {
        await LastAsync(128);
        Task PlanAsync(string host)
        {
            var run = new ChainRun(Settings with { Hypervisor = host }, this, new SshConnector());
            return run.PlanAsync(scratch.Path, Given.Request(4, minutes: 2), isAsked: false, Token);
        }

        await PlanAsync("sf-3");
        File.Exists(scratch.File("007.md")).Should().BeFalse();
        await PlanAsync("sf-2");
        (await File.ReadAllTextAsync(scratch.File("007.md"), Token)).Should().Contain("./build.sh Install --host sf-2 --trace-items 128");
    }

    [Fact(Timeout = 120_000)]
    public async Task An_option_that_the_last_result_does_not_obey_is_refused()
    {
        await LastAsync(128);

        foreach (var (settings, because) in new[]
        {
            (Settings with { Suite = "trixie" }, "--suite is trixie, but the last result has bookworm"),
            (Settings with { TraceItems = 64 }, "--trace-items is 64, but the last result has 128"),
            (Settings with { TraceItems = 8 }, "--control, or --trace-items, is 8"),
            (Settings with { Architecture = "arm64" }, "--architecture is arm64"),
            (Settings with { PackageVersion = "0.15.2-1" }, "--package-version is 0.15.2-1"),
        })
        {
            using var run = new ChainRun(settings, this, new SshConnector());
            foreach (var target in new Func<Task>[] {
                () => run.DraftUpstreamIssueAsync(Drafts, Token), () => run.VerifyArtifactsAsync(null, Token) })
                (await target.Should().ThrowAsync<TrialException>().WithMessage($"*{because}*")).Which.Status
                    .Should().Be(ExitStatus.BadInput);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_verification_of_other_trace_items_than_the_last_result_has_names_the_folder_that_has_them()
    {
        await SampleArtifacts.MakeAsync(scratch.File("built"), 128);
        await LastAsync(8);
        using var run = new ChainRun(Settings with { TraceItems = 128 }, this, new SshConnector());

        var verifying = () => run.VerifyArtifactsAsync(null, Token);

        await verifying.Should().ThrowAsync<TrialException>()
            .WithMessage(
                "*--trace-items is 128, but the last result has 8*hint: ./build.sh VerifyArtifacts --from /"
                    + "*/built/spice_0.15.1-1+0ntrace128_amd64");
    }

    [Fact(Timeout = 120_000)]
    public async Task Artifacts_from_elsewhere_with_other_trace_items_than_were_asked_for_are_refused()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.File("elsewhere"), 8);
        using var run = new ChainRun(Settings with { TraceItems = 128 }, this, new SshConnector());

        var verifying = () => run.VerifyArtifactsAsync(folder, Token);

        (await verifying.Should().ThrowAsync<TrialException>().WithMessage("*--trace-items is 128, but the manifest says 8*")).Which.Status
            .Should().Be(ExitStatus.Refused);
        said.Should().ContainSingle(x => x == $"verifying {folder}: 0.15.1-1+0ntrace8, the unpatched control (8 trace items)");
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_result_a_verification_says_what_it_could_verify()
    {
        using var run = new ChainRun(Settings, this, new SshConnector());

        var verifying = () => run.VerifyArtifactsAsync(null, Token);

        await verifying.Should().ThrowAsync<TrialException>()
            .WithMessage("*hint: Run `./build.sh DebBuild` first, or name a folder with --from");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_step_that_was_run_alone_does_not_pass_for_the_one_that_was_built()
    {
        var chain = (await LastAsync(128)).Manifest.Chain;
        var larger = TraceItems.From(256);
        await SaveAsync("ResolveVersion", chain.ResolveVersion);
        await SaveAsync("FetchSource", chain.FetchSource);
        await SaveAsync("ApplyPatch", chain.ApplyPatch with { Version = larger.VersionOf(chain.FetchSource.Version), TraceItems = larger });
        await SaveAsync("DebBuild", chain.DebBuild);
        using var run = new ChainRun(Settings, this, new SshConnector());

        var packaging = () => run.PackageArtifactsAsync(Token);

        (await packaging.Should().ThrowAsync<TrialException>().WithMessage(
            "the last DebBuild is of another ApplyPatch: it made 0.15.1-1+0ntrace128, the last ApplyPatch is of 0.15.1-1+0ntrace256*at: "
                + "*hint: Run `./build.sh DebBuild --trace-items 256`*")).Which.Status.Should().Be(ExitStatus.BadInput);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_version_of_one_host_is_not_packaged_with_the_source_of_another()
    {
        var chain = (await LastAsync(128)).Manifest.Chain;
        await SaveAsync("ResolveVersion", chain.ResolveVersion with { SourceVersion = DebianVersion.Parse("0.15.2-1") });
        await SaveAsync("FetchSource", chain.FetchSource);
        await SaveAsync("ApplyPatch", chain.ApplyPatch);
        await SaveAsync("DebBuild", chain.DebBuild);
        using var run = new ChainRun(Settings, this, new SshConnector());

        var packaging = () => run.PackageArtifactsAsync(Token);

        await packaging.Should().ThrowAsync<TrialException>().WithMessage(
            "the last FetchSource is of another ResolveVersion: it made 0.15.1-1, the last ResolveVersion is of 0.15.2-1*");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_build_of_another_ring_than_the_evidence_is_refused_with_the_command_that_makes_it_fit()
    {
        await LastAsync(64);
        scratch.Write("docs/upstream-issues/spice-trace-ring.json",
            """
            {"schema": 1, "sourceVersion": "0.15.1-1", "traceItems": 128, "environment": [], "load": "", "excerpt": [], "runs": [],
                "lab": ""}
            """);
        using var run = new ChainRun(Settings, this, new SshConnector());

        var drafting = () => run.DraftUpstreamIssueAsync(Drafts, Token);

        (await drafting.Should().ThrowAsync<TrialException>().WithMessage(
            "the last build has 64 entries, the evidence is about 128*hint: Run `./build.sh DebBuild --trace-items 128`*")).Which.Status
            .Should().Be(ExitStatus.BadInput);
    }

    [Fact(Timeout = 120_000)]
    public async Task Nothing_is_drafted_from_what_was_built_for_a_test_host()
    {
        var last = await LastAsync(128);
        await SaveAsync("PackageArtifacts", last with { Manifest = last.Manifest with { Origin = Origin.Test } });
        using var run = new ChainRun(Settings, this, new SshConnector());

        foreach (var target in new Func<Task>[] { () => run.DraftUpstreamIssueAsync(Drafts, Token),
            () => run.DraftPlanAsync(Drafts, Token) })
            (await target.Should().ThrowAsync<TrialException>()
                .WithMessage("the last result was built for a test host that is named sf-2*")).Which.Status
                .Should().Be(ExitStatus.BadInput);

        await run.PlanAsync(scratch.Path, Given.Request(4, minutes: 2), isAsked: false, Token);
        File.Exists(scratch.File("007.md")).Should().BeFalse("what was built for a test host is not installed on the real one");
    }

    void IChainOutput.Phase(string text) => said.Add(text);

    void IChainOutput.Step(int done, int all, string what)
    {
    }

    void IChainOutput.EndOfSteps()
    {
    }

    void IChainOutput.Warning(string text) => warned.Add(text);

    public void Dispose() => scratch.Dispose();

    async Task<ArtifactsFolder> LastAsync(int items)
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.File("built"), items);
        var last = new ArtifactsFolder(folder, await ArtifactsVerification.LoadAsync(folder, Token));
        await SaveAsync("PackageArtifacts", last);
        return last;
    }

    Task<T> SaveAsync<T>(string target, T record)
        where T : class => new ChainRecord<T>(Settings.Workspace, target).KeepAsync(record, Token);
}
