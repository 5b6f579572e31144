using FluentAssertions;
using SpiceTrial.Artifacts;
using Xunit;

namespace SpiceTrial.Tests.Artifacts;

/// <summary>Libraries that gcc compiles: the order in which code mentions functions decides the order of their names, and nothing
/// else.</summary>
public sealed class DynamicNamesTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Names_in_another_order_are_the_same_names_and_another_name_is_not()
    {
        var one = await CompileAsync("one", "second", "first");
        var swapped = await CompileAsync("swapped", "first", "second");
        var other = await CompileAsync("other", "second", "thirs");

        one.Strings.Should().NotEqual(swapped.Strings, "otherwise this test shows nothing");
        DynamicNames.AreSame(one.Strings, swapped.Strings).Should().BeTrue();
        DynamicNames.AreSame(one.Strings, other.Strings).Should().BeFalse();
        DynamicNames.Of(one.Symbols, one.Strings).Should().Contain("first")
            .And.BeEquivalentTo(DynamicNames.Of(swapped.Symbols, swapped.Strings));
        DynamicNames.WithoutNames(one.Symbols).Should().HaveCount(one.Symbols.Length / 24 * 20);
    }

    async Task<(byte[] Symbols, byte[] Strings)> CompileAsync(string name, string earlier, string later)
    {
        var (source, library) = (scratch.File($"{name}.c"), scratch.File($"{name}.so"));
        await File.WriteAllTextAsync(
            source, $"void {earlier}(void); void {later}(void); void use(void) {{ {earlier}(); {later}(); }}\n", Token);
        (await Programs.RunAsync(new("gcc", "-shared", "-fPIC", "-O2", "-o", library, source), Token)).OrThrow($"{name} does not compile");
        var sections = await ElfSection.ReadAllAsync(library, Token);
        return (Content(DynamicNames.Symbols), Content(DynamicNames.Names));

        byte[] Content(string section) => sections.Single(x => x.Name == section).Content.ToArray();
    }

    public void Dispose() => scratch.Dispose();
}
