using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Launchers;

public sealed class LauncherTests : IDisposable
{
    readonly LauncherSandbox tree = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => tree.Dispose();

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(LauncherSandbox.Arguments), MemberType = typeof(LauncherSandbox))]
    public async Task Arguments_reach_the_build_as_Nuke_reads_them(string reached, params string[] arguments) =>
        (await tree.RunAsync(arguments)).Output.Should().StartWith($"run: {reached}\n");

    [Fact(Timeout = 120_000)]
    public async Task The_environment_has_no_HOST_and_the_folder_is_the_root()
    {
        var result = await tree.With("HOST", "my-machine").With("NUKE_HOST", "standin").RunAsync("Test");

        result.Output.Should().Contain($"HOST=unset NUKE_HOST=unset in {tree.Root} from /\n");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_name_of_a_machine_or_a_group_is_no_option_and_CDPATH_leads_nowhere_else()
    {
        tree.Write("elsewhere/build/global.json", "{}");
        tree.With("NAME", "my-machine").With("GROUP", "staff").With("CDPATH", $"{tree.Root}/elsewhere");

        var result = await tree.RunAsync("Rollout");

        result.Output.Should().Contain("NAME=unset GROUP=unset");
        tree.Read("build.folder").Should().Be($"{tree.Root}/build\n");
    }

    [Fact(Timeout = 120_000)]
    public async Task Gpg_may_ask_on_the_terminal_where_there_is_one()
    {
        (await tree.RunOnATerminalAsync("Publish")).Output.Should().MatchRegex("GPG_TTY=/dev/");
        (await tree.With("GPG_TTY", "/dev/other").RunOnATerminalAsync("Publish")).Output.Should().Contain("GPG_TTY=/dev/other");
        (await tree.With("GPG_TTY", null).RunAsync("Publish")).Output.Should().Contain("GPG_TTY=unset");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_MSBuild_would_take_for_a_property_does_not_reach_the_compiler_and_reaches_the_build()
    {
        foreach (var name in (string[])["VERSION", "Configuration", "Platform", "OutputPath", "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "x"])
            tree.With(name, "of another project");

        await tree.With("MY_FEED_TOKEN", "kept").With("https_proxy", "http://proxy:3128").RunAsync("Test");

        tree.Read("build.env").Should().NotContain("of another project").And.Contain("MY_FEED_TOKEN=kept").And.Contain("https_proxy=")
            .And.Contain("PATH=").And.Contain("HOME=").And.Contain("MSBUILDDISABLENODEREUSE=1");
        tree.Read("build.folder").Should().Be($"{tree.Root}/build\n", "its global.json counts, not that of a folder around");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("NuGet.Config", "nuget.config", "own")]
    [InlineData("nuget.config", null, "user")]
    [InlineData(null, "nuget.config", null)]
    [InlineData(null, null, null)]
    public async Task A_NuGet_config_of_a_folder_around_the_project_is_not_read(string? around, string? own, string? used)
    {
        using var project = new LauncherSandbox("around");
        if (around is not null)
            project.Write($"../{around}", "<configuration />");
        if (own is not null)
            project.Write(own, "<configuration />");
        project.Write("home/.nuget/NuGet/NuGet.Config", "<configuration />");

        await project.With("HOME", $"{project.Root}/home").RunAsync("Test");
        var again = await project.RunAsync("Test");

        var compiled = project.Asked.Single(x => x.StartsWith("build ", StringComparison.Ordinal));
        var said = $"-p:RestoreConfigFile={project.Root}/{(used == "own" ? own : "home/.nuget/NuGet/NuGet.Config")}";
        if (used is null)
            compiled.Should().NotContain("RestoreConfigFile");
        else
            compiled.Should().Contain(said);
        again.Output.Should().Contain($"SPICE_TRIAL_RESTORE={(used is null ? "" : said)}\n", "what Test compiles is restored alike");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_exit_code_of_the_build_is_that_of_the_launcher() =>
        (await tree.With("FAKE_EXIT", "3").RunAsync("Test")).ExitCode.Should().Be(3);

    [Fact(Timeout = 120_000)]
    public async Task Unchanged_sources_are_not_compiled_again()
    {
        await tree.RunAsync("Test");
        tree.Write("build/bin/Debug/other.json", "{}");
        tree.Write("build/obj/standin/x.cs", "");
        tree.Write("build/SpiceTrial.Tests/NewTests.cs", "");
        tree.Write("build/bench/new.sh", "");
        var asked = tree.Asked.Count;

        var result = await tree.RunAsync("Test");

        tree.Asked.Should().HaveCount(asked + 1);
        result.Error.Should().BeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public async Task What_compiles_says_so_first_and_how_long_it_took_the_last_time()
    {
        (await tree.RunAsync("Test")).Error.Should().MatchRegex(@"^compiling the build \(about \d+ s, once per change\)\n");
        tree.Read(".nuke/temp/compile-seconds").Should().MatchRegex(@"^\d+\n$");
        tree.Write(".nuke/temp/compile-seconds", "7\n");
        tree.Write("build/New.cs", "class New;");

        (await tree.RunAsync("Test")).Error.Should().StartWith("compiling the build (about 7 s, once per change)\n");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("build/Build.cs")]
    [InlineData("build/SpiceTrial/New.cs")]
    [InlineData("build/Directory.Build.props")]
    public async Task A_changed_or_new_file_is_compiled(string file)
    {
        await tree.RunAsync("Test");
        tree.Write(file, "// new");

        await tree.RunAsync("Test");

        tree.Compilations.Should().Be(2);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_deleted_file_and_one_with_an_older_time_count_as_changes()
    {
        tree.Write("build/Second.cs", "class Second;");
        await tree.RunAsync("Test");
        tree.Delete("build/Second.cs");
        await tree.RunAsync("Test");
        tree.Compilations.Should().Be(2);

        File.SetLastWriteTimeUtc(Path.Combine(tree.Root, "build/Build.cs"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await tree.RunAsync("Test");
        tree.Compilations.Should().Be(3);
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_runs_it_in_another_language_does_not_compile_it_again()
    {
        // Sorts as that language does, whatever this machine has of it.
        tree.AddProgram("sort", """
            #!/bin/sh
            [ "$LC_ALL" = C ] || exec /usr/bin/sort -r "$@"
            exec /usr/bin/sort "$@"
            """);
        await tree.With("LC_ALL", "C").RunAsync("Status");
        await tree.With("LC_ALL", "en_US.UTF-8").RunAsync("Status");

        tree.Compilations.Should().Be(1);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_sudo_makes_in_a_fresh_clone_the_person_can_write_in()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root gives away");
        tree.Write("build/obj/environments/base/etc/shadow", "");
        tree.With("SUDO_UID", "4711").With("SUDO_GID", "4711");
        async Task<string[]> OfRootAsync() => (await Programs.OutputOfAsync(
            new("find", tree.Root, "-uid", "0", "-printf", "%P\\n"), "no folder", Token)).TrimEnd('\n').Split('\n');

        await tree.RunAsync("TestHost");
        (await OfRootAsync()).Should().Contain(".nuke/temp", "a clone of root's stays root's");

        await Programs.OutputOfAsync(new("chown", "-R", "4711:4711", tree.Root), "not given", Token);
        await Programs.OutputOfAsync(new("chown", "-R", "0:0", $"{tree.Root}/build/obj/environments"), "not taken", Token);
        foreach (var (source, failed) in new[] { ("bad", 1), ("good", 0) })
        {
            tree.Write("build/New.cs", source);
            (await tree.With("FAKE_SOURCE", source).RunAsync("TestHost")).ExitCode.Should().Be(failed);
            (await OfRootAsync()).Should().BeSubsetOf(["build/obj/environments", "build/obj/environments/base",
                "build/obj/environments/base/etc", "build/obj/environments/base/etc/shadow", "asked.log", "build.env", "build.folder"]);
        }

        await Programs.OutputOfAsync(new("chown", "-R", "4711:4711", tree.Root), "not given", Token);
        tree.Write("build/New.cs", "class New;");
        (await tree.RunAsAsync("4711", "Info")).Should().Match<ProgramResult>(x => x.ExitCode == 0, "they go on without sudo");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(".nuke/temp/build.lock")]
    [InlineData(".nuke/temp/compile.log")]
    [InlineData("build/bin/Debug/_build.dll")]
    [InlineData("build/SpiceTrial/obj/project.assets.json")]
    [InlineData(".nuke")]
    public async Task What_another_user_left_is_named_with_the_way_out_before_anything_is_compiled(string left)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root leaves what others can't write");
        if (left != ".nuke")
            tree.Write(left, "");
        await Programs.OutputOfAsync(new("chown", "-R", "4711:4711", tree.Root), "not given", Token);
        await Programs.OutputOfAsync(new("chown", "0:0", Path.Combine(tree.Root, left)), "not taken", Token);

        var result = await tree.RunAsAsync("4711", "Info");

        result.ExitCode.Should().Be(1);
        result.Error.Should().StartWith($"error: {left} is another user's, and this run has to write there\n"
            + $"  hint: where root made it: sudo sh {tree.Root}/build/give-back.sh;").And.NotContain("compiling");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("mount --bind \"$1\" \"$1\"; mount -o remount,ro,bind \"$1\"", "ROOT is read-only")]
    [InlineData("mount -t tmpfs -o size=4k x \"$1/.nuke\"; mkdir \"$1/.nuke/temp\"; head -c 4096 /dev/zero > \"$1/.nuke/temp/x\"",
        "the disk of ROOT is full")]
    public async Task A_disk_that_takes_nothing_is_named_before_anything_is_compiled(string mounts, string what)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounting needs root");

        var result = await tree.RunBehindAsync(mounts, "Test");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain(what.Replace("ROOT", tree.Root, StringComparison.Ordinal));
        tree.Compilations.Should().Be(0);
    }

    [Fact(Timeout = 120_000)]
    public async Task Ctrl_C_while_it_compiles_is_no_broken_source()
    {
        var result = await tree.With("FAKE_INTERRUPTED", "yes").RunAsync("Info");

        result.ExitCode.Should().Be(130);
        result.Error.Should().Contain("cancelled: nothing was started").And.NotContain("does not compile");
        result.Output.Should().NotContain("run:");
    }

    [Fact(Timeout = 120_000)]
    public async Task Broken_sources_show_their_errors_and_never_run_the_old_program()
    {
        await tree.RunAsync("Test");
        tree.Write("build/Build.cs", "class Build");
        tree.With("FAKE_SOURCE", "broken");

        foreach (var _ in (int[])[1, 2])
        {
            var result = await tree.RunAsync("Test");
            result.ExitCode.Should().NotBe(0);
            result.Error.Should().Contain("error CS1002").And.NotContain("a line of noise");
            result.Output.Should().NotContain("run:");
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_runs_at_once_compile_once_and_both_run()
    {
        tree.With("FAKE_COMPILE_SECONDS", "1");

        var results = await Task.WhenAll(tree.RunAsync("One"), tree.RunAsync("Two"));

        results.Should().OnlyContain(x => x.ExitCode == 0);
        results.Select(x => x.Output.Split('\n')[0]).Should().BeEquivalentTo("run: [One]", "run: [Two]");
        tree.Compilations.Should().Be(1);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_launcher_works_through_a_link_and_in_a_path_with_spaces()
    {
        var folder = Path.Combine(tree.Root, "a b");
        Directory.CreateDirectory(folder);
        File.CreateSymbolicLink(Path.Combine(folder, "build"), tree.Launcher);

        var result = await Programs.RunAsync(
            new("/bin/bash", Path.Combine(folder, "build"), "Test") {
                Environment = new Dictionary<string, string?> { ["PATH"] = $"{tree.Root}/bin:/usr/bin:/bin", ["NUKE_HOST"] = null } },
            Token);

        result.Output.Should().Contain($"in {tree.Root} from ");
    }
}
