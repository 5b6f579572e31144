using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Debian;

public sealed class DebianVersionTests
{
    [Fact(Timeout = 600_000)]
    public async Task Versions_sort_as_dpkg_sorts_them()
    {
        // A fixed seed: a failure can be repeated.
        var random = new VersionGenerator(seed: 20260131);
        var pairs = Enumerable.Range(0, 500).Select(_ => random.Pair()).Concat(VersionGenerator.Telling).ToList();
        var questions = pairs.Select(
            pair => $"dpkg --compare-versions '{pair.Left}' lt '{pair.Right}' && echo -1 || {{ dpkg --compare-versions '{pair.Left}' eq "
                + $"'{pair.Right}' && echo 0 || echo 1; }}");

        var answers = await Cli.Wrap("sh").WithStandardInputPipe(PipeSource.FromString(string.Join('\n', questions)))
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        answers.StandardError.Should().BeEmpty();
        var dpkg = answers.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);
        var ours = pairs.Select(pair => Math.Sign(DebianVersion.Parse(pair.Left).CompareTo(DebianVersion.Parse(pair.Right))));
        pairs.Zip(ours, dpkg).Where(x => x.Second != x.Third).Should().BeEmpty();
        dpkg.Distinct().Should().HaveCount(3, "the pairs must tell all three answers apart");
    }

    [Theory]
    [InlineData("0.15.1-1", 0, "0.15.1", "1", "0.15.1-1")]
    [InlineData("1:2.30-1+deb12u1", 1, "2.30", "1+deb12u1", "2.30-1+deb12u1")]
    [InlineData("1.0-2-3", 0, "1.0-2", "3", "1.0-2-3")]
    [InlineData("20240101", 0, "20240101", null, "20240101")]
    public void A_version_falls_into_its_parts(string text, int epoch, string upstream, string? revision, string withoutEpoch)
    {
        var version = DebianVersion.Parse(text);

        version.Should().BeEquivalentTo(new { Epoch = epoch, Upstream = upstream, Revision = revision, WithoutEpoch = withoutEpoch });
        version.ToString().Should().Be(text);
    }

    [Theory]
    [InlineData("0.15.2-1+b1", "0.15.2-1")]
    [InlineData("0.15.2-1+b12", "0.15.2-1")]
    [InlineData("0.15.1-1+deb12u1", "0.15.1-1+deb12u1")]
    [InlineData("0.15.1-1+deb12u1+b3", "0.15.1-1+deb12u1")]
    [InlineData("1:1.0+b2", "1:1.0")]
    [InlineData("1.0+b", "1.0+b")]
    public void The_source_version_lacks_the_suffix_of_a_binary_rebuild(string binary, string source) =>
        DebianVersion.Parse(binary).SourceVersion.ToString().Should().Be(source);

    [Theory]
    [InlineData("0.15.1-1+0ntrace128", "0.15.1-1")]
    [InlineData("0.15.1-1+deb12u1+0ntrace16", "0.15.1-1+deb12u1")]
    [InlineData("0.15.1-1", "0.15.1-1")]
    public void The_stock_version_lacks_the_suffix_of_our_own_build(string built, string stock) =>
        DebianVersion.Parse(built).StockVersion.ToString().Should().Be(stock);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1.0 ")]
    [InlineData("1.0\n")]
    [InlineData("1.0-1\nX: y")]
    [InlineData("1.0$(id)")]
    [InlineData("1.0`id`")]
    [InlineData("1.0'")]
    [InlineData("1.0\"")]
    [InlineData("1.0;id")]
    [InlineData("../1.0")]
    [InlineData("1.0/2")]
    [InlineData("-1.0")]
    [InlineData("1.0-")]
    [InlineData("a1.0")]
    [InlineData(":1.0")]
    [InlineData("99999999999:1.0")]
    [InlineData("1.0\u0661")]
    public void Text_that_is_no_version_is_refused(string text)
    {
        var parsing = () => DebianVersion.Parse(text, "somewhere");

        var error = parsing.Should().Throw<TrialException>().Which;
        error.Status.Should().Be(ExitStatus.BadInput);
        error.Where.Should().Be("somewhere");
        error.What.Should().NotContain("\n");
    }

    [Fact]
    public void A_version_of_endless_length_is_refused() =>
        DebianVersion.TryParse("1" + new string('0', 100_000), out _).Should().BeFalse();

    [Fact]
    public void A_version_is_a_string_in_JSON()
    {
        JsonSerializer.Serialize(DebianVersion.Parse("1:0.15.1-1+b1"), RecordJson.Options).Should().Be("\"1:0.15.1-1+b1\"");
        JsonSerializer.Deserialize<DebianVersion>("\"0.15.1-1\"", RecordJson.Options).Should().Be(DebianVersion.Parse("0.15.1-1"));
    }
}
