using FluentAssertions;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Trial;

public sealed class SettingsTests : IDisposable
{
    static readonly Dictionary<string, Func<ChainSettings, ChainSettings>> Changes = new(StringComparer.Ordinal)
    {
        ["host"] = x => x with { Hypervisor = "sf-2;id" },
        ["version"] = x => x with { PackageVersion = "x;y" },
        ["suite"] = x => x with { Suite = "../etc" },
        ["architecture"] = x => x with { Architecture = "mips" },
        ["mirror"] = x => x with { Mirror = "ftp:bogus" },
        ["snapshots"] = x => x with { SnapshotMirror = "bogus" },
        ["cache"] = x => x with { CacheDirectory = "/proc/foo" },
        ["cache in a file"] = x => x with { CacheDirectory = "/etc/passwd/cache" },
        ["build"] = x => x with { BuildTimeout = TimeSpan.FromMinutes(99_999) },
        ["day"] = x => x with { BaseDate = new(2099, 1, 1) },
    };

    readonly Scratch scratch = new();

    [Theory]
    [InlineData("host", "'sf-2;id' is not a host name")]
    [InlineData("version", "'x;y' is not a Debian version*at: --package-version")]
    [InlineData("suite", "not a suite: ../etc*at: --suite")]
    [InlineData("architecture", "nothing can be built for mips*at: --architecture*hint: Use amd64 or arm64, which are supported")]
    [InlineData("mirror", "not a mirror: ftp:bogus*at: --mirror")]
    [InlineData("snapshots", "not a mirror: bogus*at: --snapshot-mirror")]
    [InlineData("cache", "no folder can be made in /proc*at: --cache-directory")]
    [InlineData("cache in a file", "no folder can be made in /etc/passwd*at: --cache-directory")]
    [InlineData("build", "no build takes 99999 minutes*at: --build-timeout*hint: Give 10080, a week, at most")]
    [InlineData("day", "2099-01-01 is in the future*at: --base-date")]
    public void A_value_with_which_no_step_can_do_anything_is_wrong_input(string which, string said)
    {
        var checking = () => Changes[which](new(scratch.Path)).Checked();

        checking.Should().Throw<TrialException>().WithMessage($"*{said}*").Which.Status.Should().Be(ExitStatus.BadInput);
    }

    [Fact]
    public void What_can_be_is_taken_and_leaves_nothing_behind()
    {
        var settings = new ChainSettings(scratch.Path) { Hypervisor = "root@192.0.2.7", PackageVersion = "0.15.2-1+b1",
            Suite = "bookworm-backports", Architecture = "arm64", Mirror = "file:///srv/debian", CacheDirectory = scratch.File("a/b") };

        settings.Checked().Should().Be(settings);
        new ChainSettings(scratch.Path).Checked().Hypervisor.Should().Be("sf-2", "the defaults, today's day among them");
        Directory.GetFileSystemEntries(scratch.Path).Should().BeEmpty();
    }

    public void Dispose() => scratch.Dispose();
}
