using System.Runtime.CompilerServices;
using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Launchers;

public sealed class CloneTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData("core.autocrlf=true")]
    [InlineData("core.eol=crlf")]
    public async Task A_clone_has_the_line_ends_of_this_project_whatever_git_is_told(string setting)
    {
        using var scratch = new Scratch();
        await GitAsync("clone", "--quiet", "--shared", "-c", setting, Root(), scratch.File("clone"));

        (await GitAsync("-C", scratch.File("clone"), "ls-files", "--eol")).Split('\n')
            .Should().NotContain(x => x.Contains("w/crlf") || x.Contains("w/mixed"));
        (await GitAsync("-C", scratch.File("clone"), "status", "--porcelain")).Should().BeEmpty();
        (await File.ReadAllTextAsync(scratch.File("clone/build.sh"), Token)).Should().StartWith("#!/usr/bin/env bash\n");
    }

    static Task<string> GitAsync(params string[] words) => Programs.OutputOfAsync(
        new("git", ["-c", "safe.directory=*", .. words]), "git failed", Token);

    static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../../.."));
}
