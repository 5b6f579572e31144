using System.Runtime.CompilerServices;
using FluentAssertions;
using SpiceTrial.Lab;
using Xunit;

namespace SpiceTrial.Tests.Lab;

public sealed class LibraryFileTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_library_of_another_name_is_refused_before_it_is_loaded()
    {
        var libc = Directory.EnumerateFiles("/usr/lib", "libc.so.6", SearchOption.AllDirectories)
            .First(x => x.Contains("-linux-gnu/", StringComparison.Ordinal));

        (await LibraryFile.FaultAsync(libc, Token)).Should().Be("the library calls itself libc.so.6, not libspice-server.so.1");
    }

    [Fact]
    public async Task A_file_that_is_no_library_or_is_cut_off_is_refused()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("libspice-server.so.1", "no library");
        (await LibraryFile.FaultAsync(file, Token)).Should().Be("the file is no ELF library");
        // What readelf can't read imports nothing that anybody could name.
        await FluentActions.Awaiting(() => LibraryFile.ClockSlotAsync(file, Token)).Should().ThrowAsync<TrialException>();

        var whole = await File.ReadAllBytesAsync(Environment.ProcessPath!, Token);
        foreach (var length in new[] { 64, 200, whole.Length / 2 })
        {
            await File.WriteAllBytesAsync(file, whole[..length], Token);
            (await LibraryFile.FaultAsync(file, Token)).Should().NotBeNull();
        }
    }

    [Theory(Timeout = 120_000)]
    [InlineData("return clock_gettime(0, &t);", "-fplt")]
    [InlineData("return clock_gettime(0, &t);", "-fno-plt")]
    [InlineData("return time(0);", "-fplt")]
    public async Task The_place_of_the_import_of_the_clock_is_that_of_its_relocation(string body, string option)
    {
        using var scratch = new Scratch();
        var source = scratch.Write("a.c", $"#include <time.h>\nint f(void) {{ struct timespec t; {body} }}\n");
        var library = scratch.File("a.so");
        await Programs.OutputOfAsync(new("gcc", "-shared", "-fPIC", option, source, "-o", library), "gcc failed", Token);
        var relocations = await Programs.OutputOfAsync(new("objdump", "--dynamic-reloc", library), "objdump failed", Token);

        var expected = relocations.Split('\n').SingleOrDefault(x => x.Contains(" clock_gettime@", StringComparison.Ordinal));
        (await LibraryFile.ClockSlotAsync(library, Token))
            .Should().Be(expected is null ? null : Convert.ToInt64(expected.Split(' ')[0], 16));
        (expected is null).Should().Be(body.Contains("time(0)", StringComparison.Ordinal));
    }

    /// <summary>spice-qxl.h, spice-core.h and spice/qxl_dev.h of spice-server 0.14 to 0.16, on 64 bits.</summary>
    [Fact]
    public void The_structs_have_the_sizes_of_the_public_headers()
    {
        (string Name, int Size, int Expected)[] sizes =
        [
            ("SpiceBaseInterface", Unsafe.SizeOf<BaseInterface>(), 24),
            ("SpiceCoreInterface", Unsafe.SizeOf<CoreInterface>(), 88),
            ("QXLInterface", Unsafe.SizeOf<QxlInterface>(), 144),
            ("QXLInstance", Unsafe.SizeOf<QxlInstance>(), 24),
            ("QXLDevInitInfo", Unsafe.SizeOf<InitInfo>(), 24),
            ("QXLDevMemSlot", Unsafe.SizeOf<MemorySlot>(), 48),
            ("QXLDevSurfaceCreate", Unsafe.SizeOf<SurfaceCreate>(), 48),
            ("QXLCommandExt", Unsafe.SizeOf<QxlCommand>(), 24),
            ("QXLReleaseInfoExt", Unsafe.SizeOf<QxlRelease>(), 16),
            ("QXLRect", Unsafe.SizeOf<QxlRect>(), 16),
            ("QXLDrawable", Unsafe.SizeOf<QxlDrawable>(), 191),
            ("QXLImage", Unsafe.SizeOf<QxlImage>(), 48),
        ];

        sizes.Should().OnlyContain(x => x.Size == x.Expected);
    }

    [Theory]
    [InlineData("/usr/lib/x.so")]
    [InlineData("x=/etc/passwd")]
    [InlineData("8=/no/such/library.so")]
    [InlineData("0=/etc/passwd")]
    public void A_library_is_named_by_ring_size_and_file(string word)
    {
        var parse = () => LabLibrary.Parse([word]);

        parse.Should().Throw<TrialException>().Which.Status.Should().Be(ExitStatus.BadInput);
    }
}
