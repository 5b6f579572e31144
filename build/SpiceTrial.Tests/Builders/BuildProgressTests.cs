using FluentAssertions;
using SpiceTrial.Builders;
using Xunit;

namespace SpiceTrial.Tests.Builders;

public sealed class BuildProgressTests
{
    // Lines of a build.log of spice 0.15.1-1.
    const string Log = """
        $ unshare --mount --pid --fork sh -euc 'ip link set lo up'
        dpkg-buildpackage: info: source version 0.15.1-1+0ntrace128
           dh_auto_configure -O--buildsystem=meson\+ninja -O--builddir=obj-x86_64-linux-gnu
        The Meson build system
        [1/169] ccache cc -Isubprojects/spice-common/common/libspice-common.a.p -c ../subprojects/spice-common/common/backtrace.c
        [1/3] a warning quotes [2/3] of something else
        [169/169] c++  -o server/tests/test-gst server/tests/test-gst.p/test-gst.cpp.o -Wl,--as-needed
         1/24 spice-common / test_logging              OK              0.08s
        24/24 spice / test-stream-device              OK              1.21s
           dh_auto_install -a
           dh_strip -a
           dh_builddeb -a
        dpkg-deb: building package 'libspice-server1' in '../libspice-server1_0.15.1-1+0ntrace128_amd64.deb'.
        """;

    [Fact(Timeout = 120_000)]
    public void The_builds_own_counters_become_steps()
    {
        Steps(Log).Should().Equal(
            (1, 169, "compiling"), (1, 3, "compiling"), (169, 169, "compiling"), (1, 24, "testing"), (24, 24, "testing"));
    }

    [Fact(Timeout = 120_000)]
    public void The_milestones_of_the_package_build_are_told()
    {
        Phases(Log).Should().Equal("configuring", "installing into the package tree", "separating debug symbols", "packing the .debs");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("[5/3] more than all")]
    [InlineData("[99999999999999999999/3] not a number")]
    [InlineData("[1/2]no space")]
    [InlineData("12/24 of the tests")]
    [InlineData("dh_strip at the start of a line is somebody's text")]
    [InlineData("")]
    public void A_line_that_only_looks_like_progress_is_none(string line)
    {
        Steps(line).Should().BeEmpty();
        Phases(line).Should().BeEmpty();
    }

    static List<(int, int, string)> Steps(string log)
    {
        var steps = new List<(int, int, string)>();
        Read(log, new BuildProgress(_ => { }, (done, all, what) => steps.Add((done, all, what))));
        return steps;
    }

    static List<string> Phases(string log)
    {
        var phases = new List<string>();
        Read(log, new BuildProgress(phases.Add, (_, _, _) => { }));
        return phases;
    }

    static void Read(string log, BuildProgress progress) => log.Split('\n').ToList().ForEach(progress.Line);
}
