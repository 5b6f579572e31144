using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.Tests.Hosts;

public sealed class ProcessReadingTests
{
    [Theory]
    [InlineData("guest=sf:5f1c1c52-6f3e-4c39-9f0b-2d0f0c4b7a11,debug-threads=on", "sf:5f1c1c52-6f3e-4c39-9f0b-2d0f0c4b7a11")]
    [InlineData("guest=a b'\"$(id)`id`\\,debug-threads=on", "a b'\"$(id)`id`\\")]
    [InlineData("guest=one,,two,,,debug-threads=on", "one,two,")]
    [InlineData("guest=line 1\nline 2,debug-threads=on", "line 1\nline 2")]
    [InlineData("guest=a=b", "a=b")]
    [InlineData("debug-threads=on,guest=last", "last")]
    [InlineData("old style", "old style")]
    [InlineData("old,,style,process=x", "old,style")]
    [InlineData("debug-threads=on", null)]
    public void The_name_of_a_guest_is_read_as_qemu_reads_it(string option, string? name)
    {
        Process("qemu-system-x86_64", "-S", "-name", option, "-m", "64").GuestName.Should().Be(name);
    }

    [Fact]
    public void A_guest_without_a_name_has_none()
    {
        Process("qemu-system-x86_64").GuestName.Should().BeNull();
        Process("qemu-system-x86_64", "-name").GuestName.Should().BeNull();
    }

    [Fact]
    public void The_first_name_counts_and_a_value_that_looks_like_an_option_follows_its_own()
    {
        Process("qemu-system-x86_64", "-name", "guest=right", "-append", "-name", "guest=wrong").GuestName.Should().Be("right");
    }

    [Theory]
    [InlineData("qemu-system-x86_64", true)]
    [InlineData("qemu-kvm", true)]
    [InlineData("kvm", true)]
    [InlineData("Xspice", false)]
    public void Qemu_is_a_guest_and_nothing_else_is(string program, bool isGuest)
    {
        Process(program).IsGuest.Should().Be(isGuest);
    }

    static ProcessReading Process(string program, params string[] arguments) =>
        new(1, program, ["/usr/bin/" + program, .. arguments], null, []);
}
