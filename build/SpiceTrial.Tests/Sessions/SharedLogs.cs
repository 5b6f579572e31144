using System.IO.Compression;
using SpiceTrial.Sessions;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>Logs of real spice-servers, committed with the tests.</summary>
static class SharedLogs
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "session-logs");

    public static Stream Open(string name) =>
        new GZipStream(File.OpenRead(Path.Combine(Folder, name + ".log.gz")), CompressionMode.Decompress);

    public static byte[] Bytes(string name)
    {
        using var log = Open(name);
        using var bytes = new MemoryStream();
        log.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static string Text(string name) => System.Text.Encoding.UTF8.GetString(Bytes(name));

    public static async Task<RunFigures> RunAsync(string name)
    {
        await using var log = Open(name);
        return (await SessionLog.ReadAsync(log, new LogOptions(name), TestContext.Current.CancellationToken)).Single();
    }

    public static async Task<IReadOnlyList<RunFigures>> ReadAsync(string text, LogOptions? options = null) =>
        await SessionLog.ReadAsync(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(text)), options ?? new LogOptions("test"),
            TestContext.Current.CancellationToken);
}
