using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Trial;

/// <summary>What is asked of a release, and which of it stays open; EndToEnd has real releases.</summary>
public sealed class ReleaseProofTests : IDisposable
{
    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("amd64", "lintian", true)]
    [InlineData("amd64", "only difference", true)]
    [InlineData("arm64", "only difference", false)]
    [InlineData("amd64", "archive's binary", false)]
    [InlineData("amd64", "signature", false)]
    public void What_could_be_checked_and_was_not_is_open(string architecture, string unmade, bool isOpen)
    {
        var manifest = SampleArtifacts.AllPassed(SampleArtifacts.Draft("0.15.1-1+0ntrace128", 128));
        manifest = manifest with { Package = manifest.Package with { Architecture = architecture } };
        var made = new Verification([
            .. manifest.Verification.Checks.Where(x => x.Name != unmade),
            new(unmade, CheckOutcome.NotChecked, "the archive's package can't be had", "")]);

        var findings = ReleaseProof.Findings("patched", manifest, made).ToList();

        findings.Should().ContainSingle(x => x.Outcome == "not checked").Which
            .Should().Be(new ReleaseFinding($"patched: {unmade}", "not checked", "the archive's package can't be had", IsOpen: isOpen));
        findings.Where(x => x.Outcome == "passed").Should().NotBeEmpty().And.OnlyContain(x => !x.IsOpen);
    }

    [Fact]
    public void A_night_without_package_tests_or_on_the_host_itself_asks_something_else()
    {
        string[] asked = [
            Asked(x => x), Asked(x => x with { SkipPackageTests = true }), Asked(x => x with { Builder = "host" }),
            Asked(x => x with { CheckReproducible = true })];

        asked.Should().OnlyHaveUniqueItems();
    }

    string Asked(Func<ChainSettings, ChainSettings> with)
    {
        using var steps = new ChainSteps(
            with(new ChainSettings(scratch.Path) { CacheDirectory = scratch.File("cache") }), new Silence(), Silence.NoHost);
        return string.Join(", ", new ReleaseProof(steps, "").Questions);
    }
}
