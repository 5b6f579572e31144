using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Hosts;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Hosts.Transactions;

public sealed class PreflightTests : IDisposable
{
    static readonly GateRecord Open = GateState.Proceed.Because("");

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_host_in_order_is_not_refused()
    {
        var rows = Preflight.Judge(SampleHost.With(), await ArtifactsAsync(), Open, new());

        rows.Should().OnlyContain(x => x.Outcome == PreflightOutcome.Fine);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("dpkg", "audit", "The following packages are half installed")]
    [InlineData("package", "state", "iHR")]
    [InlineData("package", "state", "")]
    [InlineData("package", "sha256", "")]
    [InlineData("package", "version", "0.15.1-1+0ntrace128")]
    [InlineData("space", "spaceLibrary", "65535")]
    [InlineData("space", "spaceState", "")]
    [InlineData("other packages", "dependent", "libspice-server-dev")]
    [InlineData("libvirt", "libvirtAnswers", "no")]
    [InlineData("switch", "systemd", "no")]
    [InlineData("security update", "archive",
        "libspice-server1 | 0.15.1-1+deb12u1 | http://security.debian.org/debian-security bookworm-security/main amd64 Packages")]
    [InlineData("security update", "listsAge", "")]
    [InlineData("security update", "archivesUnknown", "apt can't read its sources or lists: E: Malformed entry 1 in pve.sources")]
    [InlineData("security update", "securityArchive", "")]
    [InlineData("loader", "instead", "/usr/local/lib/libspice-server.so.1.14.2")]
    [InlineData("transaction", "transaction", "confirmed")]
    [InlineData("transaction", "running", "revert since 12:00 (process 7)")]
    [InlineData("running domains", "busy", "sf:2")]
    [InlineData("libvirt's restart", "bound", "libvirt-guests.service")]
    [InlineData("package", "package", "ii \t0.15.1-1\tspice\t0.15.1-1\ti386")]
    public async Task A_host_that_is_not_in_order_is_refused_with_the_reason(string row, string key, string value)
    {
        var rows = Preflight.Judge(SampleHost.With((key, value)), await ArtifactsAsync(), Open, new());

        rows.Where(x => x.Outcome == PreflightOutcome.Refused).Select(x => x.Name).Should().Equal(row);
        rows.Single(x => x.Name == row).Hint.Should().NotBeEmpty();
        var error = ((Action)(() => Preflight.ThrowIfRefused(rows, SampleHost.Name))).Should().Throw<TrialException>().Which;
        error.Status.Should().Be(ExitStatus.Refused);
        error.What.Should().Contain(row).And.Contain("nothing was changed");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("locks", "lock", "/var/lib/dpkg/lock: process 7 (apt)")]
    [InlineData("security update", "listsAge", "864000")]
    [InlineData("transaction", "last", "2026-11-25T13:00:00Z reverted: nobody confirmed it in time")]
    public async Task What_may_resolve_itself_or_is_only_unknown_is_a_warning(string row, string key, string value)
    {
        var rows = Preflight.Judge(SampleHost.With((key, value)), await ArtifactsAsync(), Open, new());

        rows.Where(x => x.Outcome != PreflightOutcome.Fine).Should().ContainSingle().Which
            .Should().BeEquivalentTo(new { Name = row, Outcome = PreflightOutcome.Warning });
    }

    [Fact(Timeout = 120_000)]
    public async Task A_host_whose_stock_package_is_a_rebuild_is_not_refused_but_told_that_dpkg_will_speak_of_a_downgrade()
    {
        var rebuilt = SampleHost.With(("version", "0.15.1-1+b1"), ("candidate", "0.15.1-1+b1"),
            ("archive", "libspice-server1 | 0.15.1-1+b1 | http://example.org/debian bookworm/main amd64 Packages"));

        var rows = Preflight.Judge(rebuilt, await ArtifactsAsync(), Open, new());

        rows.Where(x => x.Outcome != PreflightOutcome.Fine).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Name = "version order", Outcome = PreflightOutcome.Warning,
                Finding =
                    "0.15.1-1+0ntrace128 is below the installed 0.15.1-1+b1: dpkg calls the installation a downgrade, and makes it" });
        rows.Invoking(x => Preflight.ThrowIfRefused(x, SampleHost.Name)).Should().NotThrow();
    }

    [Theory(Timeout = 120_000)]
    [InlineData(false, "--host sf-2`", "Leave --artifacts out")]
    [InlineData(true, "with the --host and --ssh-config that lead there`", "Build anew here")]
    public async Task No_hint_of_a_rollout_sends_to_what_ssh_calls_by_that_name_or_to_an_option_that_it_has_not(
        bool isOfFleet, string revert, string artifacts)
    {
        var unproven = await ArtifactsAsync() with { NotChecked = [new("constant in the binary", CheckOutcome.NotChecked, "", "")] };

        var rows = Preflight.Judge(SampleHost.With(("transaction", "confirmed")), unproven, Open, new(), isOfFleet);

        rows.Single(x => x.Name == "transaction").Hint.Should().Contain($"./build.sh Revert {revert}");
        rows.Single(x => x.Name == "artifacts").Hint.Should().Contain(artifacts);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("0.15.1-1", "apt-get install --allow-downgrades --allow-change-held-packages libspice-server1=0.15.1-1`")]
    [InlineData("0.15.1-1+b1", "libspice-server1=0.15.1-1+b1`")]
    [InlineData("0.15.1-2", "`apt-cache madison libspice-server1`")]
    public async Task Our_build_without_a_transaction_comes_with_the_command_that_brings_stock_back(string served, string hint)
    {
        var facts = SampleHost.With(("version", "0.15.1-1+0ntrace128"), ("archive", "spice | 0.15.1-1+b9 | x bookworm/main Sources"),
            ("archive", $"libspice-server1 | {served} | x bookworm/main amd64 Packages"));

        Preflight.Judge(facts, await ArtifactsAsync(), Open, new()).Single(x => x.Name == "package").Hint.Should().Contain(hint);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_security_update_may_be_accepted_by_the_operator()
    {
        var facts = SampleHost.With(("archive", "p | 0.15.1-1+deb12u1 | x bookworm-security/main amd64 Packages"));

        Outcome(Preflight.Judge(facts, await ArtifactsAsync(), Open, new() { AcceptVulnerable = true }), "security update")
            .Should().Be(PreflightOutcome.Warning);
    }

    [Fact(Timeout = 120_000)]
    public async Task Checks_that_nobody_made_need_the_operators_word()
    {
        var artifacts = await ArtifactsAsync() with { NotChecked = [new("constant in the binary", CheckOutcome.NotChecked, "", "")] };

        Outcome(Preflight.Judge(SampleHost.With(), artifacts, Open, new()), "artifacts").Should().Be(PreflightOutcome.Refused);
        Outcome(Preflight.Judge(SampleHost.With(), artifacts, Open, new() { AcceptUnverified = true }), "artifacts")
            .Should().Be(PreflightOutcome.Warning);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(GateState.Proceed, null, PreflightOutcome.Fine)]
    [InlineData(GateState.NotEvaluated, null, PreflightOutcome.Warning)]
    [InlineData(GateState.Pivot, null, PreflightOutcome.Refused)]
    [InlineData(GateState.Pivot, "", PreflightOutcome.Refused)]
    [InlineData(GateState.Pivot, " ", PreflightOutcome.Refused)]
    [InlineData(GateState.Pivot, "asked by the release team", PreflightOutcome.Warning)]
    public async Task The_gate_decides_unless_it_is_overridden_with_a_reason(GateState state, string? reason, PreflightOutcome expected)
    {
        var rows = Preflight.Judge(SampleHost.With(), await ArtifactsAsync(), state.Because("why"), new() { OverrideGate = reason });

        Outcome(rows, "gate").Should().Be(expected);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_gate_is_read_from_the_file_that_Gate_writes()
    {
        (await GateRecord.ReadAsync(scratch.File("gate.json"), Token)).State.Should().Be(GateState.NotEvaluated);

        var file = scratch.File("gate.json");
        await RecordFile.WriteAsync(file, GateState.Pivot.Because("006d is as bad as 006c"), Token);
        (await GateRecord.ReadAsync(file, Token)).Should().BeEquivalentTo(GateState.Pivot.Because("006d is as bad as 006c"));

        scratch.Write("gate.json", """{ "schema": 1, "state": "maybe", "reasons": [] }""");
        (await ((Func<Task>)(() => GateRecord.ReadAsync(file, Token))).Should().ThrowAsync<TrialException>()).Which.Status
            .Should().Be(ExitStatus.BadInput);
    }

    static PreflightOutcome Outcome(IEnumerable<PreflightRow> rows, string name) => rows.Single(x => x.Name == name).Outcome;

    async Task<VerifiedArtifacts> ArtifactsAsync()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        return new(new(folder, await ArtifactsVerification.LoadAsync(folder, Token)), [], []);
    }
}
