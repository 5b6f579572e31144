using FluentAssertions;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Trial.Rollouts;

public sealed class WaveSizesTests
{
    [Theory]
    [InlineData("1,25%,100%", 10, "1, 2, 7")]
    [InlineData("1,2", 3, "1, 2")]
    [InlineData("1,2", 8, "1, 2, 2, 2, 1")]
    [InlineData("1%", 3, "1, 1, 1")]
    [InlineData("100%", 50, "50")]
    public void The_last_size_is_repeated_and_a_percentage_is_of_all_hosts_and_never_of_nobody(string sizes, int hosts, string expected)
    {
        string[] names = [.. Enumerable.Range(1, hosts).Select(x => $"sf-{x}")];

        var waves = WaveSizes.Split(sizes, names);

        string.Join(", ", waves.Select(x => x.Hosts.Count)).Should().Be(expected);
        waves.SelectMany(x => x.Hosts.Select(y => y.Name)).Should().Equal(names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1,,2")]
    [InlineData("101%")]
    [InlineData("half")]
    public void Sizes_that_make_no_sense_are_refused_with_an_example(string sizes) => FluentActions
        .Invoking(() => WaveSizes.Split(sizes, ["sf-1"])).Should().Throw<TrialException>()
        .Where(x => x.Status == ExitStatus.BadInput && x.Hint!.Contains("1,25%,100%"));
}
