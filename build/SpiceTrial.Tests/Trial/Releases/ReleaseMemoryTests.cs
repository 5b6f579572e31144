using System.Reflection;
using System.Runtime.Loader;
using FluentAssertions;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Trial;

public sealed class ReleaseMemoryTests : IDisposable
{
    readonly Scratch scratch = new();

    ReleaseMemory Memory => new(Workspace.At(scratch.Path, scratch.File("cache")));

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Theory(Timeout = 120_000)]
    [InlineData("0.15.1-2", "checks")]
    [InlineData("0.15.1-1", "lab")]
    public async Task Another_version_or_step_is_new(string version, string step)
    {
        scratch.Write("patches/0001.patch", "a patch");
        var before = await Memory.InputsAsync("0.15.1-1", ["checks"], Token);

        (await Memory.InputsAsync(version, [step], Token)).Should().NotBe(before);
    }

    [Fact(Timeout = 120_000)]
    public async Task Another_patch_is_new()
    {
        scratch.Write("patches/0001.patch", "a patch");
        var before = await Memory.InputsAsync("0.15.1-1", [], Token);
        scratch.Write("patches/0001.patch", "another patch");

        (await Memory.InputsAsync("0.15.1-1", [], Token)).Should().NotBe(before);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_night_of_another_build_of_this_tool_is_new()
    {
        scratch.Write("patches/0001.patch", "a patch");
        var own = typeof(ReleaseMemory).Assembly;

        (await InputsAsync(own)).Should().Be(await InputsAsync(own));
        (await InputsAsync(own)).Should().NotBe(await InputsAsync(OtherBuild()));
    }

    // Of this library but for its id, as a compiler gives it to every other source.
    static Assembly OtherBuild()
    {
        var bytes = File.ReadAllBytes(typeof(ReleaseMemory).Assembly.Location);
        var id = typeof(ReleaseMemory).Module.ModuleVersionId.ToByteArray();
        Guid.NewGuid().TryWriteBytes(bytes.AsSpan(bytes.AsSpan().IndexOf(id), id.Length)).Should().BeTrue();
        return new AssemblyLoadContext("other", isCollectible: true).LoadFromStream(new MemoryStream(bytes));
    }

    async Task<string> InputsAsync(Assembly library)
    {
        var workspace = library.GetType(typeof(Workspace).FullName!)!.GetMethod(nameof(Workspace.At))!
            .Invoke(null, [scratch.Path, scratch.File("cache")]);
        var memory = library.GetType(typeof(ReleaseMemory).FullName!)!;
        return await (Task<string>)memory.GetMethod(nameof(ReleaseMemory.InputsAsync))!.Invoke(
            Activator.CreateInstance(memory, workspace, 128),
            ["0.15.1-1", Array.Empty<string>(), Token])!;
    }
}
