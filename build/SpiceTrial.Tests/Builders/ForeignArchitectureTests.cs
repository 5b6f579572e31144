using FluentAssertions;
using SpiceTrial.Builders;
using Xunit;

namespace SpiceTrial.Tests.Builders;

public sealed class ForeignArchitectureTests
{
    const string Entry = "/proc/sys/fs/binfmt_misc/qemu-aarch64";

    [Fact]
    public void A_registered_qemu_runs_foreign_programs_in_a_chroot() =>
        ForeignArchitecture.Judge(Entry, ["enabled", "interpreter /usr/libexec/qemu-binfmt/aarch64-binfmt-P", "flags: POF", "offset 0"],
            "arm64").Works.Should().BeTrue();

    [Theory]
    [InlineData("turned off", "disabled", "flags: POF")]
    [InlineData("lacks the flag F", "enabled", "flags: PO")]
    [InlineData("lacks the flag F", "enabled", "offset 0")]
    [InlineData("turned off")]
    public void What_would_fail_in_the_chroot_is_said_before_with_a_way_out(string why, params string[] lines)
    {
        var check = ForeignArchitecture.Judge(Entry, lines, "arm64");

        check.Works.Should().BeFalse();
        check.Reason.Should().Contain(why);
        check.Hint.Should().NotBeNullOrEmpty();
    }
}
