using FluentAssertions;
using SpiceTrial.Artifacts;
using Xunit;

namespace SpiceTrial.EndToEnd.Artifacts;

/// <summary>Against libraries that gcc builds here, in the shape of the real one; EndToEnd has the real one.</summary>
public sealed class ConstantTests : IDisposable
{
    const string InSymbols = "constant in the debug symbols";
    const string InCode = "constant in the code";

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData(8, "0x7")]
    [InlineData(16, "0xf")]
    [InlineData(128, "0x7f")]
    [InlineData(256, "0xff")]
    public async Task The_constant_is_read_from_the_symbols_and_from_the_code(int items, string mask)
    {
        var checks = await ChecksAsync(await SampleArtifacts.MakeAsync(scratch.Path, items));

        Of(checks, InSymbols).Should().Match<VerificationCheck>(
            x => x.Outcome == CheckOutcome.Passed && x.Finding.Contains($"{items} entries of 56 bytes"));
        Of(checks, InCode).Should().Match<VerificationCheck>(x => x.Outcome == CheckOutcome.Passed
            && x.Finding.StartsWith($"mask {mask}, that is {items} entries; the ring is {items * 56} bytes", StringComparison.Ordinal));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(128, 8)]
    [InlineData(128, 64)]
    [InlineData(8, 128)]
    public async Task A_library_with_another_value_than_the_manifest_says_fails_both_ways(int claimed, int built)
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, claimed, built);

        var checks = await ChecksAsync(folder);

        Of(checks, InSymbols).Should().Match<VerificationCheck>(
            x => x.Outcome == CheckOutcome.Failed && x.Finding.Contains($"has {built} entries"));
        Of(checks, InCode).Should().Match<VerificationCheck>(
            x => x.Outcome == CheckOutcome.Failed && x.Finding.Contains($"that is {built} entries"));
        var install = () => ArtifactsVerification.CheckAsync(folder, null, null, Token);
        (await install.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.Refused);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_library_with_the_symbols_of_another_build_fails()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var stock = Directory.CreateDirectory(scratch.File("stock")).FullName;
        await TinyLibrary.PackAsync(stock, 8, "0.15.1-1+0ntrace128");
        const string library = "libspice-server1_0.15.1-1+0ntrace128_amd64.deb";
        File.Copy(Path.Combine(stock, library), Path.Combine(folder, library), overwrite: true);
        await SampleArtifacts.ForgeAsync(folder, x => x);

        var checks = await ChecksAsync(folder);

        Of(checks, InSymbols).Outcome.Should().Be(CheckOutcome.Passed, "the symbols are honest; they belong to another library");
        Of(checks, "debug symbols").Outcome.Should().Be(CheckOutcome.Failed);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_mask_patched_into_the_binary_by_hand_fails()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        await PatchedLibrary.ReplaceMaskAsync(folder, 0x7f, 0x3f, scratch);
        await SampleArtifacts.ForgeAsync(folder, x => x);

        var check = Of(await ChecksAsync(folder), InCode);

        check.Should().Match<VerificationCheck>(x => x.Outcome == CheckOutcome.Failed
            && x.Finding.StartsWith("mask 0x3f, that is 64 entries; the ring is 7168 bytes", StringComparison.Ordinal));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("mov 0x4f390(%rax),%ecx", "lea 0x1(%rcx),%edx", "and $0x7f,%ecx", "mov %edx,0x4f390(%rax)",
        "movups %xmm0,0x4d790(%rax,%rdx,1)", 0x7f, 7168)]
    [InlineData("mov 0x51390(%rax),%ecx", "lea 0x1(%rcx),%edx", "movzbl %cl,%ecx", "mov %edx,0x51390(%rax)",
        "movups %xmm0,0x4db90(%rax,%rdx,1)", 0xff, 14336)]
    public void Code_that_gcc_12_wrote_for_the_real_library_is_read(
        string load, string next, string mask, string store, string write, int expected, int bytes) =>
        RingCode.Of(Code(load, next, mask, store, write)).Should().Be(new RingCode(expected, bytes));

    [Theory(Timeout = 120_000)]
    [InlineData("mov 0x4f390(%rax),%ecx", "lea 0x1(%rcx),%edx", "mov %edx,0x4f390(%rax)")]
    [InlineData("mov 0x4f390(%rax),%ecx", "and $0x7f,%ecx", "and $0x3f,%edx", "mov %edx,0x4f390(%rax)",
        "movups %xmm0,0x4d790(%rax,%rdx,1)")]
    [InlineData("and $0x7f,%ecx", "movups %xmm0,0x4d790(%rax,%rdx,1)")]
    [InlineData("and w1, w1, #0x7f")]
    public void Code_of_another_shape_gives_no_answer_instead_of_a_guess(params string[] code) =>
        RingCode.Of(Code(code)).Should().BeNull();

    public void Dispose() => scratch.Dispose();

    static List<Instruction> Code(params string[] code) => [.. code.Select((x, i) => new Instruction(i, x))];

    static VerificationCheck Of(IReadOnlyList<VerificationCheck> checks, string name) => checks.Single(x => x.Name == name);

    async Task<IReadOnlyList<VerificationCheck>> ChecksAsync(string folder) => await ArtifactCheck.MakeAsync(
        AllChecks.Intrinsic, new ArtifactsInHand(
            folder, await ArtifactsVerification.LoadAsync(folder, Token), scratch.File(Guid.NewGuid().ToString("N"))), null, Token);
}
