using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace SpiceTrial.Tests.Sessions;

/// <summary>Makes the archives that sessions come in.</summary>
static class Archives
{
    public static byte[] Tar(params (string Name, byte[] Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, content) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }

        return bytes.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                // As the client writes them: stored.
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(content);
        return bytes.ToArray();
    }

    /// <summary>As a person packs it, with the program itself.</summary>
    public static byte[] Packed(byte[] content, params string[] program)
    {
        using var process = Process.Start(new ProcessStartInfo(program[0], program[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        var (input, bytes) = (process.StandardInput.BaseStream, new MemoryStream());
        var writing = Task.Run(() =>
        {
            input.Write(content);
            input.Close();
        });
        process.StandardOutput.BaseStream.CopyTo(bytes);
        if (!writing.Wait(TimeSpan.FromSeconds(60)) || !process.WaitForExit(10_000) || process.ExitCode != 0)
            throw new InvalidOperationException($"{program[0]} does not pack");
        return bytes.ToArray();
    }

    public static (string Name, byte[] Content) Report(string name, string channelState) =>
        (name, Zip(("metadata.json", "{}"u8.ToArray()), ("channel-state.json", Encoding.UTF8.GetBytes(channelState)),
            ("traffic.pcap", new byte[100])));
}
