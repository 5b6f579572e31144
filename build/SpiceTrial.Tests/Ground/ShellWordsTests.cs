using FluentAssertions;
using Xunit;

namespace SpiceTrial.Tests.Ground;

public sealed class ShellWordsTests
{
    [Theory(Timeout = 120_000)]
    [InlineData("plain", "--option=value", "/a/b.c", "1:2.3-4+b1~rc1")]
    [InlineData("", " ", "\t", "a\nb", "trailing\n")]
    [InlineData("it's", "'", "''", "\"", "\\", "\\'", "a\\")]
    [InlineData("$HOME", "$(id)", "`id`", "~", "~root", "*", "?", "[a]", "{a,b}", "!", "!!")]
    [InlineData("a;b", "a&b", "a|b", "a>b", "#a", "-n", "--", "ü", "日本", "a#b")]
    public async Task A_real_shell_reads_back_the_words_that_were_shown(params string[] words)
    {
        var result = await Programs.RunAsync(
            new("sh", "-c", "printf '<%s>' " + ShellWords.Join(words)), TestContext.Current.CancellationToken);

        result.Error.Should().BeEmpty();
        result.Output.TrimEnd('\n').Should().Be(string.Concat(words.Select(x => $"<{x}>")));
    }

    [Fact(Timeout = 120_000)]
    public void Words_that_need_no_quotes_get_none()
    {
        ShellWords.Join(["dpkg", "-i", "a_1.2-3+b1_amd64.deb"]).Should().Be("dpkg -i a_1.2-3+b1_amd64.deb");
    }
}
