using FluentAssertions;
using SpiceTrial.Hosts;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Trial;

/// <summary>Nights whose answer is on record: nothing is asked of a mirror, and nothing is built.</summary>
public sealed class NightlyRunTests : IDisposable
{
    static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task What_was_proven_is_nothing_new_and_the_night_passes()
    {
        await KeepAsync(ReleaseOutcome.Proven, report: null);

        var night = await RunAsync();

        night.Should().ContainSingle().Which
            .Should().BeEquivalentTo(new { Outcome = ReleaseOutcome.NothingNew, Detail = "proven on 2026-01-02", IsFailure = false });
        night.Invoking(NightlyRun.ThrowIfFailed).Should().NotThrow();
        var kept = (await Store.LastAsync(new("bookworm", "amd64", null), Token))!;
        kept.LookedAt.Should().BeAfter(Then);
        kept.BuiltAt.Should().Be(Then);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(ReleaseOutcome.Conflict)]
    [InlineData(ReleaseOutcome.Failed)]
    public async Task What_failed_stays_a_failure_until_somebody_has_seen_to_it(ReleaseOutcome state)
    {
        await KeepAsync(state, "sessions/nightly/bookworm-amd64-conflict.md");

        var night = await RunAsync();

        night.Invoking(NightlyRun.ThrowIfFailed).Should().Throw<TrialException>().Which.What.Should().Contain("bookworm amd64: nothing new")
            .And.Contain("bookworm-amd64-conflict.md");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_the_mirror_did_not_have_is_no_failure_beside_others_and_one_alone()
    {
        await KeepAsync(ReleaseOutcome.NotServed, report: null, DateTimeOffset.UtcNow.AddHours(-1));

        var night = await RunAsync();

        var row = night.Should().ContainSingle().Subject;
        row.Should().BeEquivalentTo(new { Outcome = ReleaseOutcome.NothingNew, IsFailure = false, IsServed = false });
        row.Detail.Should().StartWith("not served on ");
        night.Invoking(NightlyRun.ThrowIfFailed).Should().Throw<TrialException>().Which.What
            .Should().StartWith("the mirror serves no release");
        ((IReadOnlyList<ReleaseRow>)[row, row with { IsServed = true }]).Invoking(NightlyRun.ThrowIfFailed).Should().NotThrow();
    }

    [Theory(Timeout = 120_000)]
    [InlineData(null, ReleaseOutcome.NotServed, false)]
    [InlineData(ReleaseOutcome.NotServed, ReleaseOutcome.NotServed, false)]
    [InlineData(ReleaseOutcome.Proven, ReleaseOutcome.NoLongerServed, true)]
    public async Task A_suite_that_the_mirror_lacks_is_a_failure_only_where_it_was_there_before(
        ReleaseOutcome? before, ReleaseOutcome outcome, bool isFailure)
    {
        if (before is { } state)
            await KeepAsync(state, report: null);
        scratch.Write("mirror/nothing", "");

        var night = await RunAsync(x => x with { PackageVersion = null, Mirror = $"file://{scratch.File("mirror")}" });

        night.Should().ContainSingle().Which
            .Should().BeEquivalentTo(
                new { Release = new Release("bookworm", "amd64", null), Outcome = outcome, IsFailure = isFailure, IsServed = false });
    }

    [Theory(Timeout = 120_000)]
    [InlineData("0.15.1-2", "checks")]
    [InlineData("0.15.1-1", "lab")]
    public async Task Another_version_or_step_is_new(string version, string step)
    {
        Patch("a patch");
        var before = await Store.InputsAsync("0.15.1-1", ["checks"], Token);

        (await Store.InputsAsync(version, [step], Token)).Should().NotBe(before);
    }

    [Fact(Timeout = 120_000)]
    public async Task Another_patch_is_new()
    {
        Patch("a patch");
        var before = await Store.InputsAsync("0.15.1-1", [], Token);
        Patch("another patch");

        (await Store.InputsAsync("0.15.1-1", [], Token)).Should().NotBe(before);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_night_is_held_against_the_last_one_that_asked_also_over_a_conflict_and_never_against_one_that_did_not()
    {
        var nights = new Nights(
            () => throw new TrialException("not yet there") { IsNotServed = true },
            () => new([], [new("constant", "passed", "128")]),
            () => throw new TrialException("No space left on device"),
            () => new([], [], new TrialException("0001.patch does not apply")),
            () => new([], [new("constant", "not checked", "no gdb")]));
        async Task<(ReleaseOutcome Outcome, string Detail)> NightAsync(string patch)
        {
            Patch(patch);
            var row = (await RunAsync(proof: nights)).Single();
            return (row.Outcome, row.Detail);
        }

        (await NightAsync("1")).Outcome.Should().Be(ReleaseOutcome.NotServed);
        (await NightAsync("2")).Should().Be((ReleaseOutcome.Proven, "1 findings"));
        (await NightAsync("3")).Outcome.Should().Be(ReleaseOutcome.NotProven);
        (await NightAsync("3")).Outcome.Should().Be(ReleaseOutcome.Conflict, "what kept the last night from patching is not on record");
        (await NightAsync("4")).Should().Be((ReleaseOutcome.VerdictChanged, "constant: passed -> not checked"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_night_is_held_against_the_last_one_with_its_ring()
    {
        static ProvenRelease With(int ring, string cured) => new([new(8, "1", "a", "", null), new(ring, "1", "b", "", null)],
            [new("ring-vs-y-8", cured, "")]);
        var nights = new Nights(() => With(128, "cured by 128"), () => With(64, "cured by 64"), () => With(64, "not cured"),
            () => new([], [], new TrialException("0001.patch does not apply")), () => With(64, "not cured"), () => With(128, "not cured"));
        async Task<string> NightAsync(int ring, string patch)
        {
            Patch(patch);
            var row = (await RunAsync(x => x with { TraceItems = ring }, nights)).Single();
            return $"{row.Outcome}: {row.Detail}";
        }

        (await NightAsync(128, "1")).Should().Be("Proven: 1 findings");
        (await NightAsync(64, "1")).Should().Be("Proven: 1 findings");
        (await NightAsync(64, "2")).Should().Be("VerdictChanged: ring-vs-y-8: cured by 64 -> not cured");
        (await NightAsync(128, "3")).Should().StartWith("Conflict: ");
        (await NightAsync(64, "4")).Should().Be("Proven: 1 findings, as the last time");
        (await NightAsync(128, "4")).Should().Be("VerdictChanged: ring-vs-y-8: cured by 128 -> not cured");
    }

    ReleaseMemory Store => new(Workspace.At(scratch.Path, scratch.File("cache")));

    Task<IReadOnlyList<ReleaseRow>> RunAsync(Func<ChainSettings, ChainSettings>? with = null, IReleaseProof? proof = null)
    {
        var settings = new ChainSettings(scratch.Path) {
            Suite = "bookworm", Architecture = "amd64", PackageVersion = "0.15.1-1", CacheDirectory = scratch.File("cache") };
        settings = with?.Invoke(settings) ?? settings;
        return new NightlyRun(settings, new Silence(), proof ?? new Mirrors(settings)).RunAsync(Token);
    }

    async Task KeepAsync(ReleaseOutcome state, string? report, DateTimeOffset? at = null)
    {
        Patch("a patch");
        await Store.KeepAsync(
            new RememberedRelease("bookworm", "amd64", "0.15.1-1", await Store.InputsAsync("0.15.1-1", [], Token), state, at ?? Then,
                at ?? Then, [], [], [], report), Token);
    }

    void Patch(string text) => scratch.Write("patches/0001.patch", text);

    /// <summary>What each night finds.</summary>
    sealed class Nights(params IEnumerable<Func<ProvenRelease>> answers) : IReleaseProof
    {
        readonly Queue<Func<ProvenRelease>> left = new(answers);

        public IReadOnlyList<string> Questions => [];

        public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<string> VersionAsync(string suite, CancellationToken cancellationToken) => Task.FromResult("0.15.1-1");

        public Task<bool> IsServedAsync(Release release, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task<ProvenRelease> ProveAsync(Release release, CancellationToken cancellationToken) => Task.FromResult(left.Dequeue()());
    }

    /// <summary>The real mirrors; nothing is proven.</summary>
    sealed class Mirrors(ChainSettings settings) : IReleaseProof
    {
        readonly ReleaseProof real = new(new ChainSteps(settings, new Silence(), new SshConnector()), "");

        public IReadOnlyList<string> Questions => [];

        public Task PrepareAsync(CancellationToken cancellationToken) => real.PrepareAsync(cancellationToken);

        public Task<string> VersionAsync(string suite, CancellationToken cancellationToken) => real.VersionAsync(suite, cancellationToken);

        public Task<bool> IsServedAsync(Release release, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("nothing was asked to be proven");

        public Task<ProvenRelease> ProveAsync(Release release, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("nothing here is new");
    }
}
