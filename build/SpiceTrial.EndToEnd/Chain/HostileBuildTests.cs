using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>What the rules of a foreign source may do and leave in the chroot of root: they are run in place of a package build.</summary>
[Collection(OnOneChain.Name)]
public sealed class HostileBuildTests(ChainFixture chain)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_build_is_nobody_of_this_machine_and_can_not_become_anybody()
    {
        var run = await BuildAsync("identity", """
            grep -E '^(CapEff|CapPrm|CapBnd|CapInh|NoNewPrivs|Uid):' /proc/self/status
            cat /proc/self/uid_map
            (echo owned >/proc/sys/kernel/hostname) 2>/dev/null && echo WROTE || true
            cat /etc/shadow 2>/dev/null && echo READ || true
            su root -c id 2>/dev/null && echo ROOT || true
            kill -0 1 2>/dev/null && echo SIGNALLED || true
            ls /proc/1/root/ 2>/dev/null && echo ENTERED || true
            mkdir /build/result; echo x >/build/result/a.deb
            """);

        run.ExitCode.Should().Be(0, run.Output + run.Error);
        run.Output.Should().MatchRegex(@"Uid:\s61100\s").And.MatchRegex(@"NoNewPrivs:\s1\n").And.MatchRegex(@"\n\s+0 2\d{9}\s+65536\n");
        run.Output.Split('\n').Where(x => x.StartsWith("Cap", StringComparison.Ordinal)).Should().HaveCount(4)
            .And.OnlyContain(x => x.EndsWith("0000000000000000", StringComparison.Ordinal));
        run.Output.Should().NotContainAny("WROTE", "READ", "ROOT", "SIGNALLED", "ENTERED");
        (await File.ReadAllTextAsync(Path.Combine(chain.Folder, "hostile identity/out/a.deb"), Token)).Should().Be("x\n");
    }

    [Theory(Timeout = 180_000)]
    [InlineData("link", "mkdir /build/result; ln -s /etc/shadow /build/result/a.deb")]
    [InlineData("folder", "ln -s /root /build/result")]
    [InlineData("pipe", "mkdir /build/result; mkfifo /build/result/a.deb")]
    [InlineData("sparse", "mkdir /build/result; truncate -s 1T /build/result/a.deb")]
    [InlineData("late",
        "mkdir /build/result; echo x >/build/result/x; setsid sh -c 'sleep 1; rm -rf /build/result; ln -s /etc /build/result' &")]
    public async Task Nothing_that_a_build_leaves_is_followed(string name, string script)
    {
        var run = await BuildAsync(name, script);

        run.ExitCode.Should().Be(1, run.Output);
        run.Error.Should().Contain("spice-trial: ").And.Contain("the build left");
        Directory.GetFileSystemEntries(Path.Combine(chain.Folder, $"hostile {name}/out")).Should().BeEmpty();
        await Leftovers.ShouldBeGoneAsync(chain.Folder);
    }

    async Task<ProgramResult> BuildAsync(string name, string script)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "without root all of it is the caller's own");
        var folder = chain.Make($"hostile {name}");
        string Make(string part) => Directory.CreateDirectory(Path.Combine(folder, part)).FullName;
        var environment = Directory.GetDirectories(Path.Combine(chain.Project.Cache, "environments"), "bookworm-amd64-*").First();
        return await Programs.RunAsync(
            IsolatedSpace.Call(network: false, EmbeddedText.Read("take-results.sh") + EmbeddedText.Read("enter-chroot.sh"), environment,
                Make("scratch"), Make("in"), Make("out"), Make("ccache"), script, "2000224256") with
            {
                Environment = new Dictionary<string, string?> { ["JOBS"] = "1", ["OPTIONS"] = "" },
                Timeout = TimeSpan.FromSeconds(60),
            }, Token);
    }
}
