using FluentAssertions;
using SpiceTrial.Builders;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Builders;

public sealed class BaseKeyTests
{
    static readonly BuildRequest Request = new(
        new PatchedSource("spice", DebianVersion.Parse("0.15.1-1"), DebianVersion.Parse("0.15.1-1+0ntrace128"), TraceItems.From(128), "/in",
            [], [], DateTimeOffset.UnixEpoch, "meson, libssl-dev"),
        "bookworm", "amd64", "/out", PackageTests: true, Jobs: 2, TimeSpan.FromHours(1), MirrorUri: null, new DateOnly(2026, 11, 24));

    [Fact(Timeout = 120_000)]
    public void The_name_of_a_base_says_suite_architecture_and_day()
    {
        BaseKey.Of(Request).ToString().Should().MatchRegex("^bookworm-amd64-20261124-[0-9a-f]{12}$");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_base_of_an_earlier_day_is_not_made_under_its_name()
    {
        using var scratch = new Scratch();
        var environment = new BaseEnvironment(Workspace.At(scratch.Path, scratch.File("cache")));

        var asking = () => environment.EnsureAsync(
            Request with { BaseDate = new DateOnly(2026, 1, 2) }, new(_ => { }, (_, _, _) => { }), TestContext.Current.CancellationToken);

        (await asking.Should().ThrowAsync<TrialException>().WithMessage("the base environment of 2026-01-02 is no longer kept*")).Which
            .Status.Should().Be(ExitStatus.BadInput);
    }

    [Fact(Timeout = 120_000)]
    public void Whatever_decides_the_content_of_a_base_gives_another_one()
    {
        BuildRequest[] others =
        [
            Request with { Suite = "trixie" },
            Request with { Architecture = "arm64" },
            Request with { BaseDate = Request.BaseDate.AddDays(1) },
            Request with { MirrorUri = "http://127.0.0.1/debian" },
            Request with { Source = Request.Source with { BuildDepends = "meson" } },
        ];

        others.Select(x => BaseKey.Of(x).ToString()).Append(BaseKey.Of(Request).ToString()).Should().OnlyHaveUniqueItems();
    }

    [Fact(Timeout = 120_000)]
    public void Other_trace_items_options_and_folders_share_a_base()
    {
        var other = Request with { PackageTests = false, Jobs = 9, OutputFolder = "/elsewhere",
            Source = Request.Source with {
                TraceItems = TraceItems.From(64), Version = DebianVersion.Parse("0.15.1-1+0ntrace64"), Folder = "/other" } };

        BaseKey.Of(other).Should().Be(BaseKey.Of(Request));
    }
}
