using FluentAssertions;
using Xunit;

namespace SpiceTrial.Tests.Ground;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("a\u2028b", "a?b")]
    [InlineData("a\u2029b", "a?b")]
    [InlineData("a\u001b[2J\nb", "a?[2J?b")]
    [InlineData("\u202eb", "?b")]
    public void Nothing_that_moves_the_cursor_or_begins_a_line_is_shown_whichever_end_is_kept(string text, string shown)
    {
        Printable.Show(text).Should().Be(shown);
        Printable.Show(text, 200, keepsEnd: true).Should().Be(shown);
    }

    [Fact]
    public void Of_a_long_text_the_end_that_is_asked_for_is_shown()
    {
        Printable.Show("bundle.tar.gz/qemu.log", 6).Should().Be("bundle...");
        Printable.Show("bundle.tar.gz/qemu.log", 8, keepsEnd: true).Should().Be("...qemu.log");
    }
}
