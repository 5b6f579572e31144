using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>The chroot of root on a machine whose administrator keeps new files closed; its base has the few programs that it
/// needs.</summary>
public sealed class UmaskTests : IDisposable
{
    const string Base = """
        for program in sh env setpriv cat mkdir; do
            file=$(readlink -f "$(command -v "$program")")
            for needed in "$file" $(ldd "$file" | grep -o '/[^ ]*'); do cp -L --parents "$needed" base; done
            [ -e "base/usr/bin/$program" ] || { mkdir -p base/usr/bin; cp -L "$file" "base/usr/bin/$program"; }
        done
        mkdir -p base/etc base/build
        echo 'builder:x:61100:61100::/build:/bin/sh' >base/etc/passwd
        echo 'builder:x:61100:' >base/etc/group
        chown 61100:61100 base/build
        """;

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Theory(Timeout = 120_000)]
    [InlineData("027")]
    [InlineData("077")]
    public async Task A_strict_umask_does_not_shut_the_builds_user_out_of_its_own_root(string umask)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "without root the base needs the ids of this user's range");
        foreach (var part in new[] { "base", "scratch", "in", "out", "ccache" })
            Directory.CreateDirectory(scratch.File(part));
        (await Programs.RunAsync(new("sh", "-euc", Base) { WorkingDirectory = scratch.Path }, Token)).OrThrow("no base");
        scratch.Write("in/x.dsc", "the source");
        var call = IsolatedSpace.Call(network: false, EmbeddedText.Read("take-results.sh") + EmbeddedText.Read("enter-chroot.sh"),
            scratch.File("base"), scratch.File("scratch"), scratch.File("in"), scratch.File("out"), scratch.File("ccache"),
            "mkdir /build/result; cat /in/x.dsc >/build/result/x.deb", "2000224256");

        var run = await Programs.RunAsync(new("sh", ["-c", $"umask {umask}; exec \"$@\"", "sh", call.Program, .. call.Arguments])
        {
            Environment = new Dictionary<string, string?> { ["JOBS"] = "1", ["OPTIONS"] = "" }, Timeout = TimeSpan.FromSeconds(60),
        }, Token);

        run.ExitCode.Should().Be(0, run.Output + run.Error);
        (await File.ReadAllTextAsync(scratch.File("out/x.deb"), Token)).Should().Be("the source");
    }
}
