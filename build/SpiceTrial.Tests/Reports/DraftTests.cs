using System.Runtime.CompilerServices;
using CsCheck;
using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Lab;
using SpiceTrial.Reports;
using SpiceTrial.Tests.Verdicts;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Reports;

/// <summary>The drafts, from the evidence that this repository keeps: a fresh clone has no more.</summary>
public sealed partial class DraftTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    static Comparison Confirmed { get; } = Given.Compare(Given.Trial());

    static Comparison Inconclusive { get; } = CompareRuns.Of([Given.Stalled(Given.Stock)], [Given.Run(Given.Patched, 9, 3, 30)]);

    static DraftSettings Kept => new(Root());

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task The_kept_evidence_writes_the_issue_that_is_kept_to_the_byte()
    {
        var settings = Kept with { Issue = scratch.Write("issue.md", await File.ReadAllTextAsync(Kept.Issue, Token)) };

        await UpstreamIssueDraft.WriteAsync(settings, Token);

        (await File.ReadAllTextAsync(settings.Issue, Token)).Should().Be(await File.ReadAllTextAsync(Kept.Issue, Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_maintainer_reads_at_most_400_words_before_the_attachments_and_nothing_of_this_tool()
    {
        var (text, _) = await TextAsync();
        var body = text[..text.IndexOf("## Attachments", StringComparison.Ordinal)];

        body.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length.Should().BeLessThanOrEqualTo(400);
        body.Should().StartWith("# Video stream never re-created under QXL OOM pressure").And.NotContainAny(
            "build.sh", "spice-trial", "sf-2", "verdict", "p-value", "chroot");
        body.Should().Contain("1969 | 781 | 0 of 36").And.Contain("1924 | 763 | 35 of 36")
            .And.Contain("/v0.15.1/server/").And.Contain("/v0.16.0/server/").And.Contain("64 entries, 128");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_lines_that_it_quotes_stand_in_the_log_that_it_names()
    {
        var evidence = await EvidenceAsync();
        await using var file = File.OpenRead(Path.Combine(Root(), evidence.Runs[0].Log));
        using var log = new StreamReader(new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress));
        var lines = (await log.ReadToEndAsync(Token)).Split('\n');

        evidence.Excerpt.Should().HaveCount(6);
        Enumerable.Range(0, lines.Length - evidence.Excerpt.Count).Should().Contain(at => evidence.Excerpt
            .Zip(lines.Skip(at)).All(x => x.Second.EndsWith(x.First, StringComparison.Ordinal)));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_freeze_that_nobody_has_explained_stands_at_the_top()
    {
        var evidence = await EvidenceAsync();

        var (text, _) = await UpstreamIssueDraft.TextAsync(
            Root(), evidence with { Runs = [.. evidence.Runs.Select(x => x with { Explained = null })] }, Token);

        text[..text.IndexOf("## Hypothesis", StringComparison.Ordinal)].Should().Contain("`sessions/guest61/128.log.gz`")
            .And.Contain("do not file this before that");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("sessions/guest61/128.log.gz")]
    [InlineData("sessions/guest510/stock.log.gz")]
    public async Task An_issue_is_not_replaced_by_one_that_rests_on_less(string log)
    {
        var evidence = await EvidenceAsync();
        var issue = scratch.Write("issue.md", await File.ReadAllTextAsync(Kept.Issue, Token));
        var less = evidence with { Runs = [.. evidence.Runs.Where(x => x.Log != log)] };
        await RecordFile.WriteAsync(scratch.File("less.json"), less, Token);

        var drafting = () => UpstreamIssueDraft.WriteAsync(Kept with { Issue = issue, Evidence = scratch.File("less.json") }, Token);

        (await drafting.Should().ThrowAsync<TrialException>().WithMessage($"the draft rests on what is no longer named: {log}*"))
            .Which.Status.Should().Be(ExitStatus.BadInput);
        (await File.ReadAllTextAsync(issue, Token)).Should().Be(await File.ReadAllTextAsync(Kept.Issue, Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task Evidence_about_another_ring_or_that_is_not_there_is_refused()
    {
        var evidence = await EvidenceAsync();
        foreach (var (run, because) in new[]
        {
            (evidence.Runs[1] with { TraceItems = 64 }, "it is about 64 entries, and the issue about 128"),
            (evidence.Runs[1] with { Log = "sessions/none.log" }, "the evidence names what is not there"),
        })
        {
            var drafting = () => UpstreamIssueDraft.TextAsync(Root(), evidence with { Runs = [run] }, Token);
            (await drafting.Should().ThrowAsync<TrialException>().WithMessage($"{because}*")).Which.Status.Should().Be(ExitStatus.BadInput);
        }
    }

    [Fact]
    public void A_lab_that_left_out_the_scenarios_with_harm_does_not_pass_for_harmless()
    {
        var lab = new LabResult([new("ring-vs-y-8", 8, 1, CellOutcome.Ran) { PlaysOffered = 3, PlaysEngaged = 0 }],
            [new("ring-vs-y-8", 128, [])], [], [], RealTime: false);

        MeasuredInLab.Text(lab).Should().Contain("**Not run: ")
            .And.Contain("those with widgets are where a larger ring is known to do harm");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_plan_follows_from_its_verdict_and_says_when_a_later_one_no_longer_supports_it()
    {
        var settings = new DraftSettings(scratch.Path);
        await CompareAsync(settings, Confirmed);

        var rollout = await FollowUpPlan.WriteAsync(settings, await ManifestAsync(), Token);
        await CompareAsync(settings, Inconclusive);
        var none = await FollowUpPlan.WriteAsync(settings, await ManifestAsync(), Token);

        rollout.Should().EndWith("PLAN-stream-caps-and-flap-phase-18-libspice-rollout.md");
        none.Should().BeNull();
        (await File.ReadAllTextAsync(rollout!, Token)).Should().Contain("**Status: Proposed.**")
            .And.Contain("> **No longer supported.** A later comparison says: inconclusive");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(Verdict.Refuted)]
    [InlineData(Verdict.Regression)]
    public async Task What_was_refuted_is_followed_by_its_falsification_and_by_no_rollout(Verdict verdict)
    {
        var settings = new DraftSettings(scratch.Path);
        await CompareAsync(settings, Confirmed);
        var rollout = await FollowUpPlan.WriteAsync(settings, await ManifestAsync(), Token);
        await CompareAsync(settings, Confirmed with { Verdict = verdict, Candidate = Confirmed.Candidate with { TraceItems = null } });
        var planning = async () => await FollowUpPlan.WriteAsync(settings, await ManifestAsync(), Token);

        await planning.Should().ThrowAsync<TrialException>().WithMessage("the comparison does not prove which ring*");
        await CompareAsync(settings, Confirmed with { Verdict = verdict });

        (await planning()).Should().Be(settings.Falsification);
        (await File.ReadAllTextAsync(rollout!, Token)).Should().Contain("> **No longer supported.**");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_plan_is_about_the_ring_that_was_built()
    {
        var settings = new DraftSettings(scratch.Path);
        var planning = async () => await FollowUpPlan.WriteAsync(settings, await ManifestAsync(), Token);

        (await planning.Should().ThrowAsync<TrialException>().WithMessage("no comparison is there*")).Which.Status
            .Should().Be(ExitStatus.BadInput);
        await CompareAsync(settings, Confirmed with { Candidate = Confirmed.Candidate with { TraceItems = 64 } });
        (await planning.Should().ThrowAsync<TrialException>().WithMessage(
            "the comparison is of 64 entries, and the last build has 128*hint: Run `./build.sh DebBuild --trace-items 64`*")).Which.Status
            .Should().Be(ExitStatus.BadInput);
        await CompareAsync(settings, Confirmed with { Candidate = Confirmed.Candidate with { TraceItems = null } });
        (await planning.Should().ThrowAsync<TrialException>().WithMessage("the comparison does not prove which ring*")).Which.Status
            .Should().Be(ExitStatus.BadInput);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_plan_that_a_person_wrote_is_not_overwritten()
    {
        var settings = new DraftSettings(scratch.Path) { RolloutPlan = scratch.Write("plan.md", "Ours, about something else.\n") };
        await CompareAsync(settings, Confirmed);

        var writing = async () => await FollowUpPlan.WriteAsync(settings, await ManifestAsync(), Token);

        (await writing.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.Refused);
        (await File.ReadAllTextAsync(settings.RolloutPlan, Token)).Should().Be("Ours, about something else.\n");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_instructions_have_the_real_hash_and_the_way_back_that_works()
    {
        var artifacts = new ArtifactsFolder("/built", await ManifestAsync());

        var text = TrialInstructions.Text(artifacts, DrawPlan.Of(Given.Request(5), DateTimeOffset.UnixEpoch));

        text.Should().Contain(artifacts.Library.Sha256).And.Contain(artifacts.Library.BuildId).And.Contain("max_size")
            .And.Contain("G_MESSAGES_DEBUG").And.Contain("--auto-snapshot-cap 67");
        text.Should().Contain("sudo dpkg -i libspice-server1_0.15.1-1_amd64.deb").And.Contain("**Not** the plan's")
            .And.Contain("${db:Status-Abbrev} ${Version}");
        text.Should().Contain("  ./build.sh Capture --host sf-2 --tag 007-01-");
        Enumerable.Range(1, 10).Should().OnlyContain(x => text.Contains($"--tag 007-{x:00}-"), "every run has its own commands");
        text.Should().Contain("--expect-arm stock").And.Contain("--expect-arm 128").And.Contain("Report --plan 007");
        text.IndexOf("## 4. Capture", StringComparison.Ordinal)
            .Should().BeLessThan(text.IndexOf("Then destroy the VM", StringComparison.Ordinal));
    }

    [Fact]
    public void A_runs_commands_change_the_library_only_where_the_run_before_had_another()
    {
        var plan = TrialPlan.Of("007", [("a", false), ("b", true), ("c", true), ("d", false)], 9);

        plan.Runs.Select(x => TrialInstructions.Commands(plan, x, "sf-9", "my config")[0].Split(' ')[1])
            .Should().Equal("64", "Install", "64", "Revert");
        TrialInstructions.Commands(plan, plan.Runs[3], "sf-9", "my config")[^1].Should().Be(
            "./build.sh Capture --host sf-9 --ssh-config 'my config' --tag d --expect-arm stock "
                + "--client-reports FOLDER        # or without the last option");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_hostile_tag_stays_text()
    {
        var comparison = CompareRuns.Of([Given.Stalled(Given.Stock) with { Tag = "<img src=x> | `x` -->" }], [Given.Cured(Given.Patched)]);
        var settings = new DraftSettings(scratch.Path);
        await CompareAsync(settings, comparison);

        FollowUpPlan.Text(comparison, await ManifestAsync()).Should().NotMatchRegex("(?<!\\\\)<img")
            .And.Contain("\\<img src=x\\> \\| \\`x\\`");
    }

    [Fact(Timeout = 120_000)]
    public async Task Upstream_can_take_the_patch_with_git_am_and_it_claims_nothing_that_is_not_filed()
    {
        var patch = Path.Combine(Root(), "patches", "0001-bump-num-trace-items.patch");
        scratch.Write("server/display-channel-private.h", string.Concat(Enumerable.Repeat("\n", 19))
            + "\n#include \"display-channel.h\"\n\n#define TRACE_ITEMS_SHIFT 3\n#define NUM_TRACE_ITEMS (1 << TRACE_ITEMS_SHIFT)\n"
            + "#define ITEMS_TRACE_MASK (NUM_TRACE_ITEMS - 1)\n\n");
        foreach (var words in new string[][] { ["init", "-q"], ["add", "."], ["commit", "-qm", "x"], ["am", patch] })
            await Programs.OutputOfAsync(new("git", ["-c", "user.name=x", "-c", "user.email=x@localhost", .. words]) {
                WorkingDirectory = scratch.Path }, "git failed", Token);

        (await File.ReadAllTextAsync(scratch.File("server/display-channel-private.h"), Token)).Should().Contain("TRACE_ITEMS_SHIFT 7");
        (await File.ReadAllTextAsync(patch, Token)).Should().NotContain("Bug:").And.Contain("\nForwarded: no\n");
    }

    [Fact]
    public void Foreign_text_is_inert_whatever_it_is() => Gen.OneOf(
        Gen.Int[0, Lively.Length - 1].Select(x => Lively[x]), Gen.String[0, 6]).Array[1, 8].Select(string.Concat).Sample(text =>
        {
            var inert = MarkdownTemplate.Inert(text).Replace("&#8203;", "\u200b", StringComparison.Ordinal);
            return !Alive().IsMatch(inert.Replace("\\\\", " ", StringComparison.Ordinal)) && !inert.AsSpan().ContainsAny('\n', '\r')
                && !HtmlTemplate.Code(text).AsSpan().ContainsAny('`', '\n', '\r');
        }, iter: 5_000);

    [Fact(Timeout = 120_000)]
    public async Task Nobody_is_called_and_nothing_is_linked_by_a_log()
    {
        const string tag = "@all me@example.org https://example.org www.example.org #1 !2 `x`";
        var comparison = CompareRuns.Of([Given.Stalled(Given.Stock) with { Tag = tag }], [Given.Cured(Given.Patched)]);

        var plan = FollowUpPlan.Text(comparison, await ManifestAsync());

        plan.Should().Contain("all me").And.NotMatchRegex(@"@\w|https?://example|www\.example|(?<!\\)#1\b|!2\b");
    }

    static readonly string[] Lively = ["@", "all", "#", "1", "!", "~", "label", "https", "://", "www", ".", "&", "lt;", "<", "b>", "[",
        "](", ")", "`", "\\", "\n", "*", "_", "|", "$", "%", "x"];

    [GeneratedRegex(@"@\w|://|www\.|[#~!$%]\w|(?<!\\)[`*_\[\]<>|#~]|&(?!amp;)", RegexOptions.IgnoreCase)]
    private static partial Regex Alive();

    static Task CompareAsync(DraftSettings settings, Comparison comparison) =>
        RecordFile.WriteAsync(settings.Comparison, comparison, Token);

    static Task<Manifest> ManifestAsync() =>
        RecordFile.ReadAsync<Manifest>(Path.Combine(AppContext.BaseDirectory, "reports", "manifest.json"), Token);

    static Task<IssueEvidence> EvidenceAsync() => IssueEvidence.ReadAsync(Kept.Evidence, Token);

    static async Task<(string Text, IReadOnlyList<string> RestsOn)> TextAsync() =>
        await UpstreamIssueDraft.TextAsync(Root(), await EvidenceAsync(), Token);

    static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../../.."));
}
