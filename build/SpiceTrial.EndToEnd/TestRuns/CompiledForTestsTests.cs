using FluentAssertions;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.EndToEnd.TestRuns;

/// <summary>What Test and Fuzz compile, in a tree that has next to nothing.</summary>
public sealed class CompiledForTestsTests : IDisposable
{
    static readonly TestSelection Nothing = new("Test", [], [], TimeSpan.FromMinutes(1));

    readonly Scratch scratch = new();
    readonly List<string> said = [];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Theory(Timeout = 120_000)]
    [InlineData(false, "_build.csproj")]
    [InlineData(true, "SpiceTrial.Tests/SpiceTrial.Tests.csproj")]
    public async Task Is_restored_with_the_configuration_that_the_launcher_chose(bool isFuzz, string project)
    {
        scratch.Write($"build/{project}", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
            </Project>
            """);
        Environment.SetEnvironmentVariable("SPICE_TRIAL_RESTORE", $"-p:RestoreConfigFile={scratch.File("chosen.config")}");
        try
        {
            var run = () => isFuzz ? new FuzzRun(scratch.Path, said.Add).RunAsync(1, Token) : TestAsync();

            (await run.Should().ThrowAsync<TrialException>()).Which.Message.Should().Contain("chosen.config");
        }
        finally
        {
            Environment.SetEnvironmentVariable("SPICE_TRIAL_RESTORE", null);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Is_compiled_by_one_run_at_a_time_and_the_second_says_that_it_waits()
    {
        var held = FileLock.TryTake(scratch.File(".nuke/temp/tests/.lock"))!;
        Directory.CreateDirectory(scratch.File("build"));
        var second = FluentActions.Awaiting(TestAsync).Should().ThrowAsync<TrialException>();
        await Task.Delay(TimeSpan.FromSeconds(2), Token);

        said.Should().ContainSingle().Which.Should().StartWith("waiting for another run");
        await held.DisposeAsync();

        (await second).Which.Message.Should().Contain("_build.csproj does not compile");
    }

    Task TestAsync() => new TestRun(scratch.Path, strict: false, said.Add).RunAsync(Nothing, _ => { }, Token);
}
