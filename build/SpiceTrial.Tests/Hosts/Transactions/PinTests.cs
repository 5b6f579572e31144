using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.Tests.Hosts.Transactions;

/// <summary>What apt makes of the pin that the host's script writes, on a host whose stock package is the archive's rebuild: above ours,
/// where an upgrade would take it.</summary>
public sealed partial class PinTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Theory(Timeout = 60_000)]
    [InlineData(true, "0.15.2-1+0ntrace128")]
    [InlineData(false, "0.15.2-1+b1")]
    public async Task The_pin_keeps_ours_below_the_rebuild_and_without_it_apt_brings_the_rebuild(bool pinned, string candidate)
    {
        const string package =
            "Package: libspice-server1\nArchitecture: amd64\nMaintainer: nobody <nobody@localhost.invalid>\nDescription: test\n";
        scratch.Write("state/status", $"{package}Status: install ok installed\nVersion: 0.15.2-1+0ntrace128\n");
        scratch.Write("archive/Packages", $"{package}Version: 0.15.2-1+b1\nFilename: ./x.deb\nSize: 1\nSHA256: {new string('a', 64)}\n");
        scratch.Write("etc/sources.list", $"deb [trusted=yes] file:{scratch.File("archive")} ./\n");
        var preferences = scratch.Write("etc/preferences", pinned ? Pin("libspice-server1", "0.15.2-1+0ntrace128") : "");
        foreach (var folder in new[] { "lists/partial", "archives/partial", "etc/parts" })
            Directory.CreateDirectory(scratch.File(folder));

        await AptAsync("apt-get", preferences, "update");

        (await AptAsync("apt-cache", preferences, "policy", "libspice-server1")).Should().Contain($"  Candidate: {candidate}\n");
        (await AptAsync("apt-get", preferences, "--simulate", "dist-upgrade")).Contains("Inst libspice-server1", StringComparison.Ordinal)
            .Should().Be(!pinned);
    }

    // Taken from the script: a pin of the test's own would prove nothing.
    static string Pin(string package, string version) =>
        PinFile().Match(HostScript.Text).Groups["text"].Value.Replace("$package", package, StringComparison.Ordinal)
            .Replace("$version", version, StringComparison.Ordinal);

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

    [GeneratedRegex("put \"\\$pin\" 644 << END\n(?<text>.*?)\nEND\n", RegexOptions.Singleline)]
    private static partial Regex PinFile();
}
