using FluentAssertions;
using SpiceTrial.Builders;
using Xunit;

namespace SpiceTrial.Tests.Debian;

/// <summary>What is made of mmdebstrap's last words; real bases are made in EndToEnd.</summary>
public sealed class BootstrapTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_mirror_without_what_its_lists_name_is_told_from_one_that_fails()
    {
        // Of bullseye, whose security suite was moved.
        const string pool = "http://mirror.invalid/debian-security/pool/updates/main/g/gstreamer1.0";
        var error = await FailAsync($"""
            Err:95 http://mirror.invalid/debian-security bullseye-security/main amd64 gstreamer1.0-tools amd64 1.18.4-2.1+deb11u1
              404  Not Found [IP: 203.0.113.80 80]
            E: Failed to fetch {pool}/gstreamer1.0-tools_1.18.4-2.1%2bdeb11u1_amd64.deb  404  Not Found [IP: 203.0.113.80 80]
            E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?
            """);

        error.IsNotServed.Should().BeTrue();
        error.What.Should().StartWith("the base can't be made: the mirror does not have what its own lists name:")
            .And.Contain("gstreamer1.0-tools_1.18.4");
        error.Hint.Should().Be("Name another mirror with --mirror");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("E: Failed to fetch http://mirror.invalid/debian/dists/bookworm/InRelease  404  Not Found [IP: 203.0.113.80 80]")]
    [InlineData("E: Failed to fetch http://mirror.invalid/debian/pool/main/b/bash/bash_5.2_amd64.deb  Could not connect to "
        + "mirror.invalid:80")]
    [InlineData("E: Failed to fetch http://mirror.invalid/debian/pool/main/b/bash/bash_5.2_amd64.deb  503  Service Unavailable [IP: "
        + "203.0.113.80 80]")]
    [InlineData("tar: write error: No space left on device")]
    public async Task What_may_go_better_the_next_time_is_no_such_mirror(string said)
    {
        var error = await FailAsync(said);

        error.IsNotServed.Should().BeFalse();
        error.What.Should().StartWith("the base can't be made:").And.Contain(said);
        error.Hint.Should().Be("Look here");
    }

    static async Task<TrialException> FailAsync(string said) => (await FluentActions.Awaiting(() => Bootstrap.RunAsync(
        "the base", new("sh", "-c", "printf '%s\\n' \"$1\" >&2; exit 1", "sh", said), _ => { }, "Look here",
        TestContext.Current.CancellationToken)).Should().ThrowAsync<TrialException>()).Which;
}
