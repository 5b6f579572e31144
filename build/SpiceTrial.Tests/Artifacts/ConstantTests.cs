using FluentAssertions;
using SpiceTrial.Artifacts;
using Xunit;

namespace SpiceTrial.Tests.Artifacts;

/// <summary>Against libraries that gcc builds here, in the shape of the real one; EndToEnd has the real one.</summary>
public sealed class ConstantTests : IDisposable
{
    const string InSymbols = "constant in the debug symbols";
    const string InCode = "constant in the code";

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 60_000)]
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

    [Theory(Timeout = 60_000)]
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
        var install = () => ArtifactsVerification.CheckAsync(folder, null, Token);
        (await install.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.Refused);
    }

    [Fact(Timeout = 60_000)]
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

    [Fact(Timeout = 60_000)]
    public async Task A_mask_patched_into_the_binary_by_hand_fails()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        await PatchedLibrary.ReplaceMaskAsync(folder, 0x7f, 0x3f, scratch);
        await SampleArtifacts.ForgeAsync(folder, x => x);

        var check = Of(await ChecksAsync(folder), InCode);

        check.Should().Match<VerificationCheck>(x => x.Outcome == CheckOutcome.Failed
            && x.Finding.StartsWith("mask 0x3f, that is 64 entries; the ring is 7168 bytes", StringComparison.Ordinal));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("mov 0x4f390(%rax),%ecx", "lea 0x1(%rcx),%edx", "and $0x7f,%ecx", "mov %edx,0x4f390(%rax)",
        "movups %xmm0,0x4d790(%rax,%rdx,1)", 0x7f, 7168)]
    [InlineData("mov 0x51390(%rax),%ecx", "lea 0x1(%rcx),%edx", "movzbl %cl,%ecx", "mov %edx,0x51390(%rax)",
        "movups %xmm0,0x4db90(%rax,%rdx,1)", 0xff, 14336)]
    public void Code_that_gcc_12_wrote_for_the_real_library_is_read(
        string load, string next, string mask, string store, string write, int expected, int bytes) =>
        RingCode.OfAmd64(Code(load, next, mask, store, write)).Should().Be(new RingCode(expected, bytes));

    [Theory(Timeout = 30_000)]
    [InlineData("mov 0x4f390(%rax),%ecx", "lea 0x1(%rcx),%edx", "mov %edx,0x4f390(%rax)")]
    [InlineData("mov 0x4f390(%rax),%ecx", "and $0x7f,%ecx", "and $0x3f,%edx", "mov %edx,0x4f390(%rax)",
        "movups %xmm0,0x4d790(%rax,%rdx,1)")]
    [InlineData("and $0x7f,%ecx", "movups %xmm0,0x4d790(%rax,%rdx,1)")]
    [InlineData("and w1, w1, #0x7f")]
    public void Code_of_another_shape_gives_no_answer_instead_of_a_guess(params string[] code) =>
        RingCode.OfAmd64(Code(code)).Should().BeNull();

    /// <summary>video_stream_trace_add_drawable of Debian's libspice-server1 0.15.1-1 for arm64.</summary>
    [Fact(Timeout = 30_000)]
    public void Code_of_the_archives_library_for_arm64_is_read() => RingCode.OfArm64(Code(
        "ldr w2, [x1, #184]", "cbz w2, 6112c <f+0xe6cc>", "ldr x0, [x0, #32]", "ldr q0, [x1, #144]", "add x4, x0, #0x4c, lsl #12",
        "add x7, x0, #0x4d, lsl #12", "add x7, x7, #0x790",
        "ldr w2, [x4, #6480]", "ldr x3, [x1, #120]", "and x5, x2, #0x7", "add w6, w2, #0x1", "ubfiz x2, x2, #3, #3", "sub x2, x2, x5",
        "str w6, [x4, #6480]", "lsl x2, x2, #3", "add x0, x7, x2",
        "ldp w6, w5, [x1, #160]", "add x4, x0, #0x24", "ldr w1, [x1, #168]", "str q0, [x7, x2]", "stp w6, w5, [x0, #16]",
        "str w1, [x0, #24]", "ldp x6, x7, [x3, #64]", "ldr w2, [x3, #168]",
        "ldr w1, [x3, #176]", "sub w1, w1, w2", "str w1, [x0, #28]", "ldr w2, [x3, #172]", "ldr w1, [x3, #180]", "sub w1, w1, w2",
        "str w1, [x0, #32]", "stp x6, x7, [x4]", "ret"))
        .Should().Be(new RingCode(7, 448));

    public void Dispose() => scratch.Dispose();

    static List<Instruction> Code(params string[] code) => [.. code.Select((x, i) => new Instruction(i, x))];

    static VerificationCheck Of(IReadOnlyList<VerificationCheck> checks, string name) => checks.Single(x => x.Name == name);

    async Task<IReadOnlyList<VerificationCheck>> ChecksAsync(string folder) => await CheckRun.RunAsync(
        AllChecks.Intrinsic, new ArtifactsInHand(
            folder, await ArtifactsVerification.LoadAsync(folder, Token), scratch.File(Guid.NewGuid().ToString("N"))), null, Token);
}
