using FluentAssertions;
using SpiceTrial.Hosts;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>Which domain is captured, and whether it is the wanted arm.</summary>
public sealed class DomainChoiceTests
{
    [Fact(Timeout = 120_000)]
    public void A_process_id_that_was_given_out_again_is_another_process()
    {
        var before = SampleStatus.Domain("sf:1", "d3b0", DateTimeOffset.UnixEpoch, LibraryState.Stock, 8);

        FluentActions.Invoking(() => DomainChoice.CheckSame(before,
            SampleStatus.With(before with { Started = DateTimeOffset.UnixEpoch.AddMinutes(1) })))
                .Should().Throw<TrialException>().Which.What
                .Should().Contain("started again");
        FluentActions.Invoking(() => DomainChoice.CheckSame(before, SampleStatus.With(before))).Should().NotThrow();
    }

    [Fact(Timeout = 120_000)]
    public void The_stock_library_is_not_the_control_though_both_have_8_entries()
    {
        var stock = SampleStatus.Domain("sf:1", "d3b0", null, LibraryState.Stock, 8);

        FluentActions.Invoking(() => DomainChoice.Check(SampleStatus.With(), stock, "8")).Should().Throw<TrialException>().Which.Status
            .Should().Be(ExitStatus.Refused);
        var control = stock with { Library = stock.Library! with { State = LibraryState.Control } };
        FluentActions.Invoking(() => DomainChoice.Check(SampleStatus.With(), control, "8")).Should().NotThrow();
    }

    [Fact(Timeout = 120_000)]
    public void A_VM_is_started_anew_only_where_that_brings_the_wanted_library()
    {
        var old = SampleStatus.Domain("sf:1", "d3b0", null, LibraryState.Stock, 8);
        var host = SampleStatus.With(old);
        var patched = host with { Package = host.Package with { State = LibraryState.Patched, TraceItems = 128 } };

        Hint(host, "64").Should().Contain("./build.sh Install --trace-items 64 first").And.NotContain("destroy");
        Hint(patched, "128").Should().Contain("destroy it, create it anew");
        Hint(patched, "control").Should().Contain("./build.sh Install --trace-items 8 first").And.NotContain("destroy");
        Hint(patched with { Domains = [] }, "64").Should().NotContain("destroy");

        string? Hint(HostStatus status, string expected) => FluentActions.Invoking(() => DomainChoice.Check(status, old, expected))
            .Should().Throw<TrialException>().Which.Hint;
    }
}
