using FluentAssertions;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Trial;

/// <summary>Nights whose answer is on record: nothing is asked of a mirror, and nothing is built.</summary>
public sealed class NightlyRunTests : IDisposable
{
    static readonly DateTimeOffset Then = new(DateTime.UtcNow.Date.AddDays(-9), TimeSpan.Zero);

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task What_was_proven_is_nothing_new_and_the_night_passes()
    {
        await KeepAsync(ReleaseOutcome.Proven, report: null);

        var night = await RunAsync();

        night.Should().ContainSingle().Which
            .Should().BeEquivalentTo(
                new { Outcome = ReleaseOutcome.NothingNew, Detail = $"proven on {Then:yyyy-MM-dd}", IsFailure = false });
        night.Invoking(NightlyRun.ThrowIfFailed).Should().NotThrow();
        var kept = (await Store.LastAsync(new("bookworm", "amd64", null), Token))!;
        kept.LookedAt.Should().BeAfter(Then);
        kept.BuiltAt.Should().Be(Then);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_patch_that_does_not_fit_stays_a_failure_until_somebody_has_seen_to_it()
    {
        await KeepAsync(ReleaseOutcome.Conflict, "sessions/nightly/bookworm-amd64-conflict.md");

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

    [Fact(Timeout = 120_000)]
    public async Task A_check_that_could_not_be_made_leaves_the_night_open_and_is_made_the_next_night_without_a_changed_verdict()
    {
        var nights = new Nights(
            () => new([], [new("constant", "passed", ""), new("lintian", "not checked", "the mirror is away", IsOpen: true)]),
            () => new([], [new("constant", "passed", ""), new("lintian", "passed", "")]));

        var first = await RunAsync(proof: nights);
        first.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Outcome = ReleaseOutcome.Open, Detail = "lintian: the mirror is away", IsFailure = false });
        first.Invoking(NightlyRun.ThrowIfFailed).Should().NotThrow("nothing got worse");
        (await RunAsync(proof: nights)).Single().Outcome.Should().Be(ReleaseOutcome.Proven);
        (await RunAsync(proof: nights)).Single().Outcome.Should().Be(ReleaseOutcome.NothingNew);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_check_that_passed_and_can_no_longer_be_made_is_a_changed_verdict_until_it_is_made()
    {
        ProvenRelease Away() => new([], [new("lintian", "not checked", "the mirror is away", IsOpen: true)]);
        var nights = new Nights(() => new([], [new("lintian", "passed", "")]), Away, Away, () => new([], [new("lintian", "passed", "")]));
        var outcomes = new List<ReleaseOutcome>();
        foreach (var patch in new[] { "1", "2", "2", "2" })
        {
            Patch(patch);
            outcomes.Add((await RunAsync(proof: nights)).Single().Outcome);
        }

        outcomes.Should().Equal(
            ReleaseOutcome.Proven, ReleaseOutcome.VerdictChanged, ReleaseOutcome.VerdictChanged, ReleaseOutcome.Proven);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_failed_is_tried_again_the_next_night_and_held_against_what_was_known_before_it_failed()
    {
        ReleaseFinding[] good = [new("widgets", "128 cures", ""), new("constant", "passed", "")];
        var nights = new Nights(
            () => new([], good),
            () => new([], [new("widgets", "not run with 128", "it hung", IsFailure: true)]),
            () => new([], [new("widgets", "not run with 128", "it hung", IsFailure: true)]),
            () => new([], [good[0], new("constant", "not checked", "")]),
            () => new([], [new("widgets", "not run with 128", "it hung", IsFailure: true)]),
            () => new([], [good[0], new("constant", "not checked", "")]),
            () => new([], [new("widgets", "not run with 128", "it hung", IsFailure: true), good[1]]),
            () => new([], good));
        async Task<string> NightAsync(string patch)
        {
            Patch(patch);
            var row = (await RunAsync(proof: nights)).Single();
            return $"{row.Outcome}: {row.Detail}";
        }

        (await NightAsync("1")).Should().Be("Proven: 2 findings");
        (await NightAsync("2")).Should().Be("Failed: widgets: it hung");
        (await NightAsync("2")).Should().Be("Failed: widgets: it hung");
        (await NightAsync("2")).Should().Be("VerdictChanged: constant: passed -> not checked");
        (await NightAsync("3")).Should().Be("Failed: widgets: it hung");
        (await NightAsync("3")).Should().Be("Proven: 2 findings, as the last time");
        (await NightAsync("4")).Should().Be("Failed: widgets: it hung");
        (await NightAsync("4")).Should().Be("VerdictChanged: constant: not checked -> passed", "it changed in the night that failed");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(ReleaseOutcome.Proven, 29, ReleaseOutcome.NothingNew)]
    [InlineData(ReleaseOutcome.Proven, 31, ReleaseOutcome.Proven)]
    [InlineData(ReleaseOutcome.Conflict, 31, ReleaseOutcome.Proven)]
    public async Task A_record_of_last_month_is_made_again(ReleaseOutcome before, int days, ReleaseOutcome now)
    {
        await KeepAsync(before, report: null, DateTimeOffset.UtcNow.AddDays(-days));

        (await RunAsync(proof: new Nights(() => new([], [])))).Single().Outcome.Should().Be(now);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_night_without_a_record_says_so_as_a_warning()
    {
        var nights = new Nights(() => new([], []), () => new([], []));
        var said = new Silence();
        await RunAsync(proof: nights, output: said);
        said.Warnings.Should().ContainSingle().Which.Should().StartWith("bookworm amd64: there is no record of an earlier night");

        Patch("another");
        await RunAsync(proof: nights, output: said);
        said.Warnings.Should().ContainSingle("there is one now");
    }

    [Fact(Timeout = 120_000)]
    public async Task Only_packages_of_a_night_that_proved_them_lie_ready_to_be_vouched_for()
    {
        ReleaseArm[] arms = [new(8, "1", "built/nightly/bookworm/a", "", null)];
        scratch.Write("built/nightly/bookworm/a/spice.deb", "packed");
        scratch.Write("built/nightly/bookworm/a/manifest.json", "{}");
        var nights = new Nights(
            () => new(arms, [new("lintian", "not checked", "", IsOpen: true)]),
            () => new(arms, [new("lintian", "failed", "", IsFailure: true)]),
            () => new(arms, [new("lintian", "passed", "")]),
            () => new(arms, [new("lintian", "not checked", "")]));
        async Task<IEnumerable<string>> NightAsync(string patch)
        {
            Patch(patch);
            await RunAsync(x => x with { Output = scratch.File($"night{patch}") }, nights);
            return Directory.GetFiles(scratch.File($"night{patch}"), "*", SearchOption.AllDirectories)
                .Select(x => Path.GetRelativePath(scratch.File($"night{patch}"), x)).Order(StringComparer.Ordinal);
        }

        (await NightAsync("1")).Should().Equal("nightly.json");
        (await NightAsync("2")).Should().Equal("nightly.json");
        (await NightAsync("3")).Should().Equal("nightly.json", "proven/bookworm/a/spice.deb");
        (await NightAsync("4")).Should().Equal(["nightly.json"], "a changed verdict is nothing to vouch for");
        (await NightAsync("4")).Should().Equal(["nightly.json"], "nothing is new");
    }

    ReleaseMemory Store => new(Workspace.At(scratch.Path, scratch.File("cache")));

    Task<IReadOnlyList<ReleaseRow>> RunAsync(
        Func<ChainSettings, ChainSettings>? with = null, IReleaseProof? proof = null, IChainOutput? output = null)
    {
        var settings = new ChainSettings(scratch.Path) {
            Suite = "bookworm", Architecture = "amd64", PackageVersion = "0.15.1-1", CacheDirectory = scratch.File("cache") };
        settings = with?.Invoke(settings) ?? settings;
        Directory.CreateDirectory(scratch.File("patches"));
        return new NightlyRun(settings, output ?? new Silence(), proof ?? new Mirrors(settings)).RunAsync(Token);
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
        readonly ReleaseProof real = new(new ChainSteps(settings, new Silence(), Silence.NoHost), "");

        public IReadOnlyList<string> Questions => [];

        public Task PrepareAsync(CancellationToken cancellationToken) => real.PrepareAsync(cancellationToken);

        public Task<string> VersionAsync(string suite, CancellationToken cancellationToken) => real.VersionAsync(suite, cancellationToken);

        public Task<bool> IsServedAsync(Release release, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("nothing was asked to be proven");

        public Task<ProvenRelease> ProveAsync(Release release, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("nothing here is new");
    }
}
