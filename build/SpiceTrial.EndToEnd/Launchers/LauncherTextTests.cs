using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Launchers;

/// <summary>build.ps1 and build.sh say the same to the SDK, to Nuke and to the next run; PowerShell itself is tried in TestAll.</summary>
public sealed class LauncherTextTests
{
    [Theory]
    [InlineData(@"-p:\w+(=\w+)?|-nodeReuse:\w+|--nologo|-v quiet")]
    [InlineData(@"\b(DOTNET|NUKE)_\w+")]
    [InlineData(@"(?<=\$temp/)[\w-]+(\.lo\w+)?")]
    [InlineData(@"https://[\w.]+/\w+/\w+|\w+\.sha512|dotnet-sdk-|linux-(x64|arm64)")]
    [InlineData(@"--(host|hypervisor|help)\b")]
    [InlineData(@"can't be restored|about .seconds s, once per change|Nuke host: .\w+ ..reason.")]
    [InlineData(@"the package feed[^'""]*|NUKE_HOST says so|NUKE_HOST=package or[^']*")]
    public void Both_launchers_use_the_same(string words) => In("build.ps1", words)
        .Should().NotBeEmpty().And.BeEquivalentTo(In("build.sh", words));

    static IEnumerable<string> In(string launcher, string words) =>
        Regex.Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "launchers", launcher)), words)
            .Select(x => x.Value.Replace("$nuke", "$host", StringComparison.Ordinal)).Distinct();
}
