using FluentAssertions;
using Xunit;

namespace SpiceTrial.Tests.Hosts.Transactions;

/// <summary>What apt makes of a held package: nothing replaces it, and whoever watches for updates sees them. A pin hides them.</summary>
public sealed class HoldTests : IDisposable
{
    const string Ours = "0.15.2-1+0ntrace128";

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Theory(Timeout = 120_000)]
    [InlineData("hold", "", "0.15.2-1+b1", false, true)]
    [InlineData("hold", "", "0.15.2-1+deb13u1", false, true)]
    [InlineData("install", "", "0.15.2-1+deb13u1", true, true)]
    [InlineData("hold", $"Package: libspice-server1\nPin: version {Ours}\nPin-Priority: 1001\n", "0.15.2-1+deb13u1", false, false)]
    public async Task A_hold_alone_keeps_ours_and_an_update_still_shows(
        string selection, string pin, string archive, bool replaced, bool shown)
    {
        const string package =
            "Package: libspice-server1\nArchitecture: amd64\nMaintainer: nobody <nobody@localhost.invalid>\nDescription: test\n";
        scratch.Write("state/status", $"{package}Status: {selection} ok installed\nVersion: {Ours}\n");
        scratch.Write("archive/Packages",
            $"{package}Version: {archive}\nFilename: ./x.deb\nSize: 1\nSHA256: {new string('a', 64)}\n");
        scratch.Write("etc/sources.list", $"deb [trusted=yes] file:{scratch.File("archive")} ./\n");
        var preferences = scratch.Write("etc/preferences", pin);
        foreach (var folder in new[] { "lists/partial", "archives/partial", "etc/parts" })
            Directory.CreateDirectory(scratch.File(folder));

        await AptAsync("apt-get", preferences, "update");

        (await AptAsync("apt", preferences, "list", "--upgradable")).Contains(archive, StringComparison.Ordinal).Should().Be(shown);
        (await AptAsync("apt-cache", preferences, "policy", "libspice-server1"))
            .Should().Contain($"  Candidate: {(shown ? archive : Ours)}\n");
        foreach (var upgrade in (string[])["upgrade", "dist-upgrade"])
            (await AptAsync("apt-get", preferences, "--simulate", upgrade)).Contains("Inst libspice-server1", StringComparison.Ordinal)
                .Should().Be(replaced, upgrade);
        (await AptAsync("apt-get", preferences, "--simulate", "--auto-remove", "dist-upgrade"))
            .Should().NotContain("Remv libspice-server1");
    }

    async Task<string> AptAsync(string program, string preferences, params string[] words)
    {
        var configuration = scratch.Write("apt.conf", $"""
            Dir::State "{scratch.File("state")}";
            Dir::State::lists "{scratch.File("lists")}";
            Dir::State::status "{scratch.File("state/status")}";
            Dir::Cache "{scratch.Path}";
            Dir::Cache::archives "{scratch.File("archives")}";
            Dir::Etc::sourcelist "{scratch.File("etc/sources.list")}";
            Dir::Etc::sourceparts "{scratch.File("etc/parts")}";
            Dir::Etc::preferences "{preferences}";
            Dir::Etc::preferencesparts "{scratch.File("etc/parts")}";
            APT::Architecture "amd64";
            APT::Architectures "amd64";
            APT::Sandbox::User "";
            """);
        var call = new ProgramCall(
            program, words) { Environment = new Dictionary<string, string?> { ["APT_CONFIG"] = configuration, ["LC_ALL"] = "C.UTF-8" } };
        return (await Programs.RunAsync(call, Token)).OrThrow($"{program} failed").Output;
    }
}
