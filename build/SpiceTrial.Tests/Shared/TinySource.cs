using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests;

/// <summary>A real source package in format 3.0 (quilt), with the three lines of spice-server that the patch is about.</summary>
static class TinySource
{
    public const string Version = "1.0-1";
    public const string HeaderName = "server/display-channel-private.h";

    public const string Header = """
        #ifndef DISPLAY_CHANNEL_PRIVATE_H_
        #define DISPLAY_CHANNEL_PRIVATE_H_

        #include "display-channel.h"

        #define TRACE_ITEMS_SHIFT 3
        #define NUM_TRACE_ITEMS (1 << TRACE_ITEMS_SHIFT)
        #define ITEMS_TRACE_MASK (NUM_TRACE_ITEMS - 1)

        #define NUM_DRAWABLES 1000

        """;

    public const string Patch = """
        Description: a larger ring, from 8 to 128 entries
        Author: spice-trial
        ---
        --- a/server/display-channel-private.h
        +++ b/server/display-channel-private.h
        @@ -3,7 +3,7 @@
         
         #include "display-channel.h"
         
        -#define TRACE_ITEMS_SHIFT 3
        +#define TRACE_ITEMS_SHIFT 7
         #define NUM_TRACE_ITEMS (1 << TRACE_ITEMS_SHIFT)
         #define ITEMS_TRACE_MASK (NUM_TRACE_ITEMS - 1)
         

        """;

    const string Changelog = """
        tiny (1.0-1) unstable; urgency=low

          * First.

         -- Somebody <somebody@localhost.invalid>  Tue, 01 Nov 2022 10:11:12 +0300

        """;

    const string OwnPatch = """
        --- a/README
        +++ b/README
        @@ -1 +1 @@
        -upstream
        +debian

        """;

    /// <summary>Packs it into <c>source/</c> of the scratch folder.</summary>
    public static async Task<SourcePackage> PackAsync(
        Scratch scratch, string header = Header, string format = "3.0 (quilt)", bool withOwnPatch = true)
    {
        var folder = Directory.CreateDirectory(scratch.File("source")).FullName;
        await Templates.CopyAsync($"source {withOwnPatch} {format} {header}", folder, x => MakeAsync(x, header, format, withOwnPatch));
        var dsc = Directory.GetFiles(folder, "*.dsc").Single();
        var control = SourceControl.Parse(await File.ReadAllTextAsync(dsc), dsc);
        return new SourcePackage("tiny", DebianVersion.Parse(Version), "bookworm", folder,
            [await FileRecord.OfAsync(dsc, CancellationToken.None), .. control.Files], "", "", control.BuildDepends);
    }

    static async Task MakeAsync(string folder, string header, string format, bool withOwnPatch)
    {
        Write(HeaderName, header);
        Write("README", "upstream\n");
        await RunAsync(folder, "tar", "--create", "--gzip", "--file=tiny_1.0.orig.tar.gz", "tiny-1.0");
        Write("debian/control",
            "Source: tiny\nMaintainer: Somebody <somebody@localhost.invalid>\nBuild-Depends: debhelper\n\nPackage: tiny\nArchitecture: "
                + "any\nDescription: tiny\n");
        Write("debian/changelog", Changelog);
        Write("debian/rules", "#!/usr/bin/make -f\n%:\n\tdh $@\n");
        Write("debian/source/format", format + "\n");
        if (withOwnPatch)
        {
            Write("debian/patches/own.patch", OwnPatch);
            Write("debian/patches/series", "own.patch\n");
        }

        await RunAsync(folder, "dpkg-source", "--build", "tiny-1.0");
        Directory.Delete(Path.Combine(folder, "tiny-1.0"), recursive: true);

        void Write(string name, string text)
        {
            var file = Path.Combine(folder, "tiny-1.0", name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }

    /// <summary>Writes <c>patches/</c> as the project has it and derives the series.</summary>
    public static async Task<PatchSeries> SeriesAsync(Scratch scratch, TraceItems items, string patch = Patch)
    {
        scratch.Write("patches/0001-ring.patch", patch);
        scratch.Write("patches/series", "# in this order\n0001-ring.patch\n");
        return await PatchSeries.ReadAsync(scratch.File("patches"), items, TestContext.Current.CancellationToken);
    }

    static async Task RunAsync(string folder, string program, params string[] arguments) =>
        (await Programs.RunAsync(new(program, arguments) { WorkingDirectory = folder }, CancellationToken.None))
            .OrThrow($"{program} failed");
}
