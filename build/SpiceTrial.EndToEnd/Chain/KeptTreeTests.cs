using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>The shell that decides whether a build may start from a compiled tree, on a small tree. That the bytes are the same:
/// RepeatTests.</summary>
public sealed class KeptTreeTests : IDisposable
{
    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Only_the_file_that_differs_is_newer_than_what_was_compiled()
    {
        await KeepAsync();
        scratch.Write("source/server/ring.h", "#define SHIFT 7");

        var result = await RunAsync("restore_tree");

        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Contain("to compile again: ./server/ring.h");
        (await RunAsync("cat source/server/ring.h source/obj-x/ring.o; ls source/debian")).Output
            .Should().Be("#define SHIFT 7compiledrules\n");
        (await RunAsync("find source -newer source/obj-x/ring.o -type f ! -path '*/debian/*'")).Output
            .Should().Be("source/server/ring.h\n");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_clock_behind_the_kept_tree_does_not_hide_a_change()
    {
        await KeepAsync("touch -d 2100-01-01 source/obj-x/ring.o");
        scratch.Write("source/server/ring.h", "#define SHIFT 7");

        (await RunAsync("restore_tree")).ExitCode.Should().Be(0);

        (await RunAsync("test source/server/ring.h -nt source/obj-x/ring.o")).ExitCode.Should().Be(0);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("echo 'another' >source/meson.build")]
    [InlineData("echo 'a further file' >source/server/more.c")]
    [InlineData("rm source/server/ring.c")]
    [InlineData("chmod +x source/meson.build")]
    [InlineData("rm source/server/ring.c; ln -s ring.h source/server/ring.c")]
    [InlineData("head -c 1000 tree.tar >short; mv short tree.tar")]
    [InlineData("rm tree.tar")]
    public async Task A_source_that_differs_in_more_than_code_is_built_clean(string change)
    {
        await KeepAsync();
        (await RunAsync(change)).OrThrow("no change");
        var before = await RunAsync("ls -lR source");

        var result = await RunAsync("restore_tree");

        result.ExitCode.Should().Be(1);
        (await RunAsync("ls -lR source")).Output.Should().Be(before.Output, "the clean build needs the source as it was");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_key_is_another_for_other_rules_and_options_but_not_for_another_ring_or_number_of_jobs()
    {
        await UnpackAsync();
        var key = (await RunAsync("OPTIONS='parallel=2' key_of_source")).Output;

        (await RunAsync(
            "mkdir source/debian/patches; echo x >source/debian/patches/ring; echo y >source/debian/changelog; OPTIONS='parallel=4 "
                + "nocheck' key_of_source")).Output.Should().Be(key);
        (await RunAsync("OPTIONS='parallel=2 noopt' key_of_source")).Output.Should().NotBe(key);
        (await RunAsync("echo x >>source/debian/rules; OPTIONS='parallel=2' key_of_source")).Output.Should().NotBe(key);
    }

    /// <summary>A source that was compiled, its tree kept, and the same source unpacked again.</summary>
    async Task KeepAsync(string further = "true")
    {
        await UnpackAsync();
        (await RunAsync(
            $"mkdir source/obj-x; printf compiled >source/obj-x/ring.o; cp /bin/true source/obj-x/test-ring; {further}; keep_tree; rm -rf "
                + "source")).OrThrow("no kept tree");
        (await RunAsync("tar --list --file=tree.tar")).Output.Should().Contain("source/obj-x/ring.o").And.NotContain("test-ring")
            .And.NotContain("debian");
        await UnpackAsync();
    }

    async Task UnpackAsync()
    {
        scratch.Write("source/meson.build", "project('ring')");
        scratch.Write("source/server/ring.c", "int ring;");
        scratch.Write("source/server/ring.h", "#define SHIFT 3");
        scratch.Write("source/debian/rules", "%:");
        scratch.Write("ring.orig.tar.xz", "upstream");
        (await RunAsync("find source -type f -exec touch -d 2020-01-01 {} +")).OrThrow("no time stamps");
    }

    Task<ProgramResult> RunAsync(string script) => Programs.RunAsync(
        new("sh", "-euc", EmbeddedText.Read("kept-tree.sh")
            + "\nas_builder() { \"$@\"; }; sources=.; source=$PWD/source; tree=$PWD/tree.tar\n" + script)
        {
            WorkingDirectory = scratch.Path,
            Timeout = TimeSpan.FromSeconds(20),
        },
        TestContext.Current.CancellationToken);
}
