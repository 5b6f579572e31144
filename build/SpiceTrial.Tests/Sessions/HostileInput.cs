using System.Diagnostics.CodeAnalysis;

namespace SpiceTrial.Tests.Sessions;

/// <summary>Makes inputs that nobody should send, the same one for the same seed: archives in archives with wrong headers, cut and
/// changed.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Test data must be repeatable, not secret.")]
sealed class HostileInput(int seed)
{
    static readonly string[] Names =
    [
        "qemu.log", "../../escaped.log", "/tmp/escaped.log", "a/../../b.log", "x.log.0", "x.log.99999999", "channel-state.json",
        "manifest.json", "r.zip", "", "\0", "\u001b[2J.log",
        new('n', 300), "ryll-auto-snapshot-2026-05-18T20-37-42Z-T+1e999s.zip",
    ];

    static readonly string[] Json =
    [
        "{}", "[]", "null", """{"display": {"streams_created_total": 1e300, "bytes_in": -1, "streams_active": [[[]]]}}""",
        """{"streams_created_total": "x", "bytes_in": 99999999999999999999}""",
        """{"schema": 1, "tag": "../../x", "arm": {"traceItems": -8, "buildId": ""}, "host": "", "domain": "", """
            + """ "captured": "2026-01-01T00:00:00Z", "versions": {}, "files": [], "warnings": []}""",
        new('[', 2000),
    ];

    readonly Random random = new(seed);

    public string Name { get; private set; } = "";

    public byte[] Make()
    {
        var content = Any(depth: random.Next(5));
        Name = $"fuzz{Pick(["", ".log", ".gz", ".tar.gz", ".zip", ".log.0"])}";
        return random.Next(3) == 0 ? content : Changed(content);
    }

    byte[] Any(int depth) => depth == 0 ? Leaf() : random.Next(4) switch
    {
        0 => Archives.Gzip(Any(depth - 1)),
        1 => Zip(depth),
        _ => Tar(depth),
    };

    byte[] Leaf() => random.Next(5) switch
    {
        0 => Encoding.UTF8.GetBytes(Pick(Json)),
        1 => new byte[random.Next(100_000)],
        2 => Noise(random.Next(5_000)),
        _ => Log(),
    };

    /// <summary>A piece of a real log, with lines that overflow, contradict or end in the middle.</summary>
    byte[] Log()
    {
        var log = SharedLogs.Bytes(Pick(["lab-patched-128", "libvirt-domain", "guest-pair-128", "qemu-format-guest-name"]));
        var start = random.Next(log.Length);
        var text = new StringBuilder();
        for (var i = random.Next(6); i > 0; i--)
        {
            text.Append(Pick(["[1e9] ", "[99999999999] ", "9999-99-99T99:99:99.9Z ", "9998-12-31T23:59:59.999999Z ",
                "(process:999999999999): Spice-DEBUG: 23:59:60.999: ", "** (", ""]));
            text.Append(Pick(["display_channel_create_stream: stream ", "video_stream_stop: stream ",
                "display_channel_debug_oom: OOM1 #draw=1, #glz_draw=0 current ", "do_spice_init: starting ",
                "starting up libvirt version: ", "display_channel_set_stream_video: sv "]));
            text.Append(Pick(["49 1x1 (0, 0)", "-2147483648 2147483647x2147483647 (2147483647, 2147483647) (0, 0) 1 fps", "99999999999999",
                "-1", "0 0x0 (0, 0) (0, 0) 0 fps", "2147483647", ""])).Append(Pick(["\n", "\r\n", "", "\0"]));
        }

        return [.. log.AsSpan(start, random.Next(log.Length - start)), .. Encoding.Latin1.GetBytes(text.ToString())];
    }

    byte[] Zip(int depth) =>
        Archives.Zip(
            [.. Enumerable.Range(0, random.Next(4)).Select(_ => (Pick(Names) is { Length: > 0 } name ? name : "x", Any(depth - 1)))]);

    byte[] Tar(int depth)
    {
        using var tar = new MemoryStream();
        for (var i = random.Next(5); i > 0; i--)
        {
            var content = Any(depth - 1);
            var lies = random.Next(8) == 0;
            tar.Write(TarHeader.Make(Pick(Names), lies ? random.NextInt64(1L << 33) : content.Length,
                Pick(["0", "0", "0", "0", "L", "x", "g", "1", "2", "3", "4", "6", "K", "S", "\0"])[0], Pick(["/etc/passwd", "../..", ""])));
            tar.Write(TarHeader.Padded(content));
        }

        tar.Write(new byte[random.Next(3) * 512]);
        return tar.ToArray();
    }

    byte[] Changed(byte[] content)
    {
        if (content.Length == 0)
            return content;
        for (var i = random.Next(8); i > 0; i--)
            content[random.Next(content.Length)] = (byte)random.Next(256);
        return random.Next(3) == 0 ? content[..random.Next(content.Length)] : content;
    }

    byte[] Noise(int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }

    string Pick(string[] from) => from[random.Next(from.Length)];
}
