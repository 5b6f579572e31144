using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests;

/// <summary>A real package of a real shared library, small: the ring and the functions that touch it have the names and the shape of
/// spice-server's.</summary>
static class TinyLibrary
{
    const string Source = """
        #include <stdint.h>
        #include <stdlib.h>
        #ifndef EXTRA
        #define EXTRA 0
        #endif
        #define NUM_TRACE_ITEMS (1 << SHIFT)
        #define ITEMS_TRACE_MASK (NUM_TRACE_ITEMS - 1)
        typedef struct { int64_t time, more; uint32_t frames, gradual, last; int width, height;
            int left, top, right, bottom; int pad; } ItemTrace;
        typedef struct { char before[0x1790]; ItemTrace items_trace[NUM_TRACE_ITEMS]; uint32_t next_item_trace;
            uint64_t streams_size_total; } DisplayChannelPrivate;
        typedef struct { void *vtable[4]; DisplayChannelPrivate *priv; } DisplayChannel;
        typedef struct { int64_t time, more; uint32_t frames, gradual, last; int left, top, right, bottom;
            void *stream; int streamable; } Drawable;
        __attribute__((noinline, used)) static void video_stream_trace_add_drawable(DisplayChannel *display, Drawable *item)
        {
            if (item->stream || !item->streamable) return;
            ItemTrace *trace = &display->priv->items_trace[display->priv->next_item_trace++ & ITEMS_TRACE_MASK];
            trace->time = item->time; trace->frames = item->frames; trace->gradual = item->gradual; trace->last = item->last;
            trace->width = item->right - item->left; trace->height = item->bottom - item->top;
            trace->left = item->left; trace->top = item->top;
        }
        __attribute__((noinline, used)) static int video_stream_trace_update(DisplayChannel *display, Drawable *item)
        {
            int found = EXTRA;
            for (int i = 0; i < NUM_TRACE_ITEMS; i++)
                if (display->priv->items_trace[i].width == item->right - item->left) found = display->priv->items_trace[i].frames;
            return found;
        }
        DisplayChannel *display_channel_new(void) {
            DisplayChannel *d = calloc(1, sizeof *d); d->priv = calloc(1, sizeof(DisplayChannelPrivate)); return d; }
        uint64_t display_channel_size(DisplayChannel *display) { return display->priv->streams_size_total; }
        void display_channel_evict(DisplayChannel *display, Drawable *item) { video_stream_trace_add_drawable(display, item); }
        int display_channel_draw(DisplayChannel *display, Drawable *item) { return video_stream_trace_update(display, item); }
        int display_channel_unrelated(int x) { return x * 3 + EXTRA; }
        """;

    /// <summary>Puts the library and its debug symbols as two .debs into the folder.</summary>
    /// <param name="folder">Exists.</param>
    /// <param name="items">Entries of the ring in the code.</param>
    /// <param name="version">Version of the packages, whatever the code has.</param>
    /// <param name="extra">Another constant, for a library that has a second difference.</param>
    /// <param name="addFile">A further file in the package.</param>
    public static Task PackAsync(string folder, int items, string version, int extra = 0, bool addFile = false) =>
        Templates.CopyAsync(
            $"library {items} {version} {extra} {addFile}", folder, x => MakeAsync(x, items, version, extra, addFile));

    static async Task MakeAsync(string folder, int items, string version, int extra, bool addFile)
    {
        var work = Directory.CreateTempSubdirectory("tiny-library-").FullName;
        try
        {
            await BuildAsync(work, items, extra);
            var library = Path.Combine(work, "lib.so");
            var id = await RunAsync("sh", "-c", "readelf --notes \"$1\" | sed -n 's/.*Build ID: //p'", "sh", library);
            var debug = Path.Combine(work, "lib.debug");
            await RunAsync("objcopy", "--only-keep-debug", library, debug);
            await RunAsync("objcopy", "--strip-all", $"--add-gnu-debuglink={debug}", library);
            await DebAsync(work, folder, "libspice-server1", version, "", (library, "usr/lib/libspice-server.so.1.14.2"),
                addFile ? (library, "usr/lib/extra") : null);
            await DebAsync(work, folder, "libspice-server1-dbgsym", version, $"Build-Ids: {id}\n",
                (debug, $"usr/lib/debug/.build-id/{id[..2]}/{id[2..]}.debug"), null);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    static async Task BuildAsync(string work, int items, int extra)
    {
        await File.WriteAllTextAsync(Path.Combine(work, "lib.c"), Source, TestContext.Current.CancellationToken);
        var shift = TraceItems.From(items).Shift;
        (await Programs.RunAsync(
            new("gcc", "-shared", "-fPIC", "-g", "-O2", "-Wl,--build-id", "-Wl,-soname,libspice-server.so.1", $"-DSHIFT={shift}",
                $"-DEXTRA={extra}", "lib.c", "-o", "lib.so") { WorkingDirectory = work },
            TestContext.Current.CancellationToken)).OrThrow("gcc failed");
    }

    static async Task DebAsync(string work, string folder, string package, string version, string fields, (string From, string To) file,
        (string From, string To)? more)
    {
        var tree = Path.Combine(work, package);
        Directory.CreateDirectory(Path.Combine(tree, "DEBIAN"));
        foreach (var (from, to) in more is { } second ? [file, second] : new[] { file })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(tree, to))!);
            File.Copy(from, Path.Combine(tree, to));
        }

        await File.WriteAllTextAsync(
            Path.Combine(tree, "DEBIAN/control"),
            $"Package: {package}\nVersion: {version}\nArchitecture: amd64\nMaintainer: nobody <nobody@localhost.invalid>\n"
                + $"{fields}Description: test\n", TestContext.Current.CancellationToken);
        await RunAsync("dpkg-deb", "-Znone", "--root-owner-group", "--build", tree, Path.Combine(folder, $"{package}_{version}_amd64.deb"));
    }

    static async Task<string> RunAsync(string program, params string[] arguments) =>
        (await Programs.OutputOfAsync(new(program, arguments), program, TestContext.Current.CancellationToken)).Trim();
}
