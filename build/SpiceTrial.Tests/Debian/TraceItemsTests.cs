using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Debian;

public sealed class TraceItemsTests
{
    [Theory(Timeout = 120_000)]
    [InlineData(8, 3)]
    [InlineData(16, 4)]
    [InlineData(128, 7)]
    [InlineData(256, 8)]
    public void The_shift_is_the_logarithm(int count, int shift)
    {
        TraceItems.From(count).Shift.Should().Be(shift);
        TraceItems.From(count).VersionSuffix.Should().Be($"+0ntrace{count}");
        TraceItems.From(count).IsStock.Should().Be(count == 8);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(100, "power of two")]
    [InlineData(9, "power of two")]
    [InlineData(4, "the stock library has 8 already")]
    [InlineData(0, "the stock library has 8 already")]
    [InlineData(-128, "the stock library has 8 already")]
    [InlineData(int.MinValue, "the stock library has 8 already")]
    [InlineData(512, "at most 64 entries")]
    public void Another_number_is_an_error_that_says_why(int count, string why)
    {
        var making = () => TraceItems.From(count);

        var error = making.Should().Throw<TrialException>().Which;
        error.What.Should().StartWith($"{count} trace items can't be built").And.Contain(why);
        error.Status.Should().Be(ExitStatus.BadInput);
        error.Hint.Should().Contain("16, 32, 64, 128 or 256");
    }
}
