using FluentAssertions;
using Xunit;

namespace SpiceTrial.Tests.Builders;

/// <summary>What root takes out of a folder that a foreign build has filled.</summary>
public sealed class TakeResultsTests : IDisposable
{
    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Packages_and_what_describes_them_come_out_as_the_callers_own()
    {
        var result = await TakeAsync("echo a >result/a.deb; echo b >result/a.buildinfo; echo c >result/a.changes; chmod 6755 result/a.deb");

        result.ExitCode.Should().Be(0, result.Error);
        Directory.GetFiles(scratch.File("out")).Select(Path.GetFileName).Should().BeEquivalentTo("a.deb", "a.buildinfo", "a.changes");
        File.GetUnixFileMode(scratch.File("out/a.deb")).Should().NotHaveFlag(UnixFileMode.SetUser)
            .And.NotHaveFlag(UnixFileMode.UserExecute);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("ln -s ../secret result/a.deb")]
    [InlineData("ln secret result/a.deb")]
    [InlineData("mkfifo result/a.deb")]
    [InlineData("mkdir result/a.deb")]
    [InlineData("mknod result/a.deb c 1 5")]
    [InlineData("truncate -s 1T result/a.deb")]
    [InlineData("echo x >result/authorized_keys")]
    [InlineData("mkdir result/sub; echo x >result/sub/a.deb")]
    [InlineData("rmdir result; ln -s others result")]
    [InlineData("rmdir result")]
    public async Task Anything_else_ends_the_build_and_nothing_is_taken(string left)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess || !left.StartsWith("mknod", StringComparison.Ordinal), "mknod needs root");

        var result = await TakeAsync(left);

        result.ExitCode.Should().Be(1, result.Output);
        result.Error.Should().Contain("the build left");
        Directory.GetFileSystemEntries(scratch.File("out")).Should().BeEmpty();
    }

    Task<ProgramResult> TakeAsync(string left) => Programs.RunAsync(
        new("sh", "-euc", EmbeddedText.Read("take-results.sh") + $"""

            mkdir result out others; echo secret >secret; echo other >others/a.deb
            {left}
            take_results "$PWD/result" "$PWD/out"
            """) { WorkingDirectory = scratch.Path, Timeout = TimeSpan.FromSeconds(20) },
        TestContext.Current.CancellationToken);
}
