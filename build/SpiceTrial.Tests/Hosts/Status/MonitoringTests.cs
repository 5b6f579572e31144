using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.Tests.Hosts.Status;

/// <summary>What a monitoring is told of a host, held against Prometheus' own program.</summary>
public sealed class MonitoringTests : IDisposable
{
    const string Newer = "archive\tlibspice-server1 | 0.15.1-1+deb12u9 | http://security.debian.org/debian-security bookworm-security/main "
        + "amd64 Packages";

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Prometheus_reads_the_metrics_and_each_guest_is_told_apart_by_its_build()
    {
        var status = Readings.Judge(
            Readings.Facts("state\thi", "version\t0.15.1-1+0ntrace128", Newer, "armed\tyes"),
            Readings.Library(Readings.Patched,
                Readings.Guest(7, "sf:1", Readings.Stock, deleted: true), Readings.Guest(8, "sf:1", Readings.Patched),
                Readings.Guest(9, "a \"b\\\n\u001b[31m|", Readings.Foreign)));

        var page = StatusMetrics.Of(status);

        await PromtoolAsync(page, "check", "metrics");
        page.Should().NotContain("\u001b")
            .And.Contain("spice_trial_package_held{host=\"sf-2\",origin=\"live\"} 1\n")
            .And.Contain("state=\"patched\",build_id=\"" + Readings.Patched + "\",candidate=")
            .And.Contain("spice_trial_security_update{host=\"sf-2\",origin=\"live\",state=\"available\"} 1\n")
            .And.Contain("spice_trial_security_update{host=\"sf-2\",origin=\"live\",state=\"not_known\"} 0\n")
            .And.Contain("spice_trial_switch_armed{host=\"sf-2\",origin=\"live\"} 1\n")
            .And.Contain("spice_trial_transaction_open{host=\"sf-2\",origin=\"live\"} 0\n")
            .And.Contain($"guest=\"sf:1\",uuid=\"\",pid=\"7\",state=\"stock\",build_id=\"{Readings.Stock}\",deleted=\"true\"}} 1\n")
            .And.Contain("guest=\"sf:1\",uuid=\"\",pid=\"7\"} 1\n").And.Contain("guest=\"sf:1\",uuid=\"\",pid=\"8\"} 0\n")
            .And.Contain("guest=\"a \\\"b\\\\??[31m|\"");
    }

    [Fact]
    public void What_is_not_known_is_no_zero()
    {
        var status = StatusJudge.Judge(SampleHost.WithLines(["clock\t1\t1", "listsAge\t", "securityArchive\t", .. Readings.Library()]),
            Readings.Builds, DateTimeOffset.UnixEpoch, withoutRoot: "no root");

        StatusMetrics.Of(status).Should().NotContain("transaction_open")
            .And.Contain("spice_trial_not_known{host=\"sf-2\",origin=\"live\"} 3\n")
            .And.Contain("state=\"not_known\"} 1\n").And.Contain("state=\"none\"} 0\n");
        StatusCheck.Of(status).Level.Should().Be(CheckLevel.Unknown);
    }

    [Theory]
    [InlineData(CheckLevel.Ok, "stock 0.15.1-1")]
    [InlineData(CheckLevel.Warning, "security update: 0.15.1-1+deb12u9", Newer)]
    [InlineData(CheckLevel.Critical, "0.15.1-1 is held, and there is a security update: 0.15.1-1+deb12u9", Newer, "state\thi")]
    [InlineData(CheckLevel.Unknown, "security update not known", "state\thi", "securityArchive\t")]
    [InlineData(CheckLevel.Critical, "loaded instead: /usr/local/lib", "instead\t/usr/local/lib/libspice-server.so.1")]
    [InlineData(CheckLevel.Warning, "the switch is armed", "armed\tyes")]
    [InlineData(CheckLevel.Critical, "is not whole", "state\tiF")]
    [InlineData(CheckLevel.Critical, "is not installed", "state\t")]
    [InlineData(CheckLevel.Warning, "libvirt does not answer", "libvirtAnswers\tno", "securityArchive\t")]
    [InlineData(CheckLevel.Critical, "no longer ours: somebody else has put 0.15.1-1+local1 there", "transaction\tconfirmed",
        "stock\t0.15.1-1", "ours\t0.15.1-1+0ntrace128", "version\t0.15.1-1+local1")]
    [InlineData(CheckLevel.Warning, "somebody else has brought 0.15.1-1 back", "transaction\tconfirmed", "stock\t0.15.1-1",
        "ours\t0.15.1-1+0ntrace128")]
    [InlineData(CheckLevel.Warning, "somebody else has brought 0.15.1-1 back", "transaction\tforeign", "stock\t0.15.1-1",
        "ours\t0.15.1-1+0ntrace128")]
    public void A_plugin_says_the_worst_in_one_line(CheckLevel level, string said, params string[] facts)
    {
        var check = StatusCheck.Of(Readings.Judge(Readings.Facts(facts), Readings.Library()));

        check.Level.Should().Be(level);
        check.Line.Should().StartWith($"SPICE {level.ToString().ToUpperInvariant()} - sf-2: ").And.Contain(said)
            .And.EndWith(" | guests=0 guests_of_another_build=0").And.NotContain("\n");
    }

    [Theory]
    [InlineData(CheckLevel.Ok, "0.15.1-1+0ntrace128", Readings.Patched, "state\thi")]
    [InlineData(CheckLevel.Warning, "our package is not held", Readings.Patched)]
    [InlineData(CheckLevel.Warning, "nothing identifies the installed library", Readings.Foreign, "state\thi")]
    [InlineData(CheckLevel.Warning, "is not the file that dpkg installed", Readings.Patched, "state\thi", "intact\tno")]
    [InlineData(CheckLevel.Warning, "installed and not confirmed: taken back in 300 s", Readings.Patched, "state\thi",
        "transaction\tinstalled", "ours\t0.15.1-1+0ntrace128", "stock\t0.15.1-1", "secondsLeft\t300", "armed\tyes")]
    [InlineData(CheckLevel.Critical, "the transaction is broken off", Readings.Patched, "state\thi", "transaction\tbegun")]
    public void A_plugin_says_what_is_wrong_with_our_package(CheckLevel level, string said, string buildId, params string[] facts)
    {
        var check = StatusCheck.Of(
            Readings.Judge(Readings.Facts([.. facts, "version\t0.15.1-1+0ntrace128"]), Readings.Library(buildId)));

        check.Level.Should().Be(level, check.Line);
        check.Line.Should().Contain(said);
    }

    [Fact]
    public void A_plugin_names_guests_that_run_another_build_and_no_name_forges_its_figures()
    {
        var check = StatusCheck.Of(Readings.Judge(Readings.Facts(),
            Readings.Library(Readings.Stock, Readings.Guest(7, "a|guests=9\nSPICE OK", Readings.Patched), Readings.Guest(8, "b"))));

        check.Should().Be(new StatusCheck(CheckLevel.Warning,
            "SPICE WARNING - sf-2: 1 of 2 guests run another build than the installed one: a/guests=9?SPICE OK "
                + "| guests=2 guests_of_another_build=1"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("1", "available", "0", "SpiceServerHeldAndVulnerable")]
    [InlineData("1", "not_known", "0", "SpiceServerHeldAndVulnerable")]
    [InlineData("0", "available", "0", null)]
    [InlineData("1", "none", "0", null)]
    [InlineData("0", "none", "-10800", "SpiceServerNotWatched")]
    public async Task The_alerts_of_the_documentation_fire_when_they_should(string held, string update, string read, string? alert)
    {
        var rules = Path.Combine(AppContext.BaseDirectory, "alerts", "spice-trial.rules.yml");
        await PromtoolAsync("", "check", "rules", rules);
        var test = scratch.Write("test.yml", $$"""
            rule_files: ['{{rules}}']
            tests:
              - interval: 5m
                input_series:
                  - { series: 'spice_trial_package_held{host="sf-2"}', values: '{{held}}x36' }
                  - { series: 'spice_trial_security_update{host="sf-2",state="{{update}}"}', values: '1x36' }
                  - { series: 'spice_trial_read_timestamp_seconds{host="sf-2"}', values: '{{read}}+300x36' }
                promql_expr_test:
                  - expr: count by (alertname) (ALERTS{alertstate="firing"})
                    eval_time: 2h
                    exp_samples: [{{(alert is null ? "" : $"{{ labels: '{{alertname=\"{alert}\"}}', value: 1 }}")}}]
            """);

        await PromtoolAsync("", "test", "rules", test);
    }

    async Task PromtoolAsync(string input, params string[] words)
    {
        Assert.SkipWhen(Programs.Find("promtool") is null, "promtool is in Debian's package prometheus");
        var result = await Programs.RunAsync(
            new ProgramCall("bash", ["-c", "exec promtool \"$@\" <\"$0\"", scratch.Write("input", input), .. words]), Token);

        result.ExitCode.Should().Be(0, $"{result.Output}{result.Error}{input}");
        (result.Output + result.Error).Should().NotContain("FAILED").And.NotContain("error");
    }
}
