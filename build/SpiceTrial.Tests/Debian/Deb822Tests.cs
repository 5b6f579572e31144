using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Debian;

public sealed class Deb822Tests
{
    [Fact(Timeout = 120_000)]
    public void Fields_are_found_whatever_their_case_and_spacing()
    {
        var paragraph = Deb822.Parse("Source: spice\nVERSION:0.15.1-1\nEmpty:\n", "x");

        (paragraph["source"], paragraph["Version"], paragraph["Empty"], paragraph["Other"]).Should().Be(("spice", "0.15.1-1", "", null));
    }

    [Fact(Timeout = 120_000)]
    public void Continuation_lines_comments_and_carriage_returns_are_read_as_the_manual_says()
    {
        var paragraph = Deb822.Parse("\n# before\nDescription: short\r\n long: with a colon\r\n# between\n .\n\tend\nNext: 1\n", "x");

        paragraph["Description"].Should().Be("short\nlong: with a colon\n.\nend");
        paragraph["Next"].Should().Be("1");
    }

    [Fact(Timeout = 120_000)]
    public void A_field_of_many_lines_costs_no_more_than_its_lines()
    {
        var text = "Installed-Build-Depends:\n" + string.Concat(Enumerable.Repeat(" gcc (= 12),\n", 10_000));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Deb822.Parse(text, "x").Table("Installed-Build-Depends").Should().HaveCount(10_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(100_000_000);
    }

    [Fact(Timeout = 120_000)]
    public void Only_the_first_paragraph_counts()
    {
        Deb822.Parse("\n\nA: 1\n\nA: 2\nB: 3\n", "x")["B"].Should().BeNull();
    }

    [Fact(Timeout = 120_000)]
    public void A_table_is_split_at_white_space()
    {
        Deb822.Parse("Files:\n a  1 x\n b 2  y\n", "x").Table("files")
            .Should().BeEquivalentTo(new[] { new[] { "a", "1", "x" }, ["b", "2", "y"] });
    }

    [Theory(Timeout = 120_000)]
    [InlineData(" begins with a continuation\n")]
    [InlineData("no colon\n")]
    [InlineData(": no name\n")]
    [InlineData("A: 1\na: twice\n")]
    public void What_is_no_control_file_is_an_error_with_its_place(string text)
    {
        var parsing = () => Deb822.Parse(text, "some.dsc");

        parsing.Should().Throw<TrialException>().Which.Where.Should().Be("some.dsc");
    }

    [Fact(Timeout = 120_000)]
    public void A_missing_field_is_named()
    {
        var asking = () => Deb822.Parse("A: 1\n", "some.dsc").Required("Version", "some.dsc");

        asking.Should().Throw<TrialException>().Which.What.Should().Be("the field Version is missing");
    }
}
