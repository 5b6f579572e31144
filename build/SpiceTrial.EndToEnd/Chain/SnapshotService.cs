using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>A snapshot service on the loopback address, with the answers that debsnap asks for: versions, files of a version, and files by
/// SHA-1.</summary>
sealed class SnapshotService : IDisposable
{
    readonly HttpListener listener = new();
    readonly Dictionary<string, byte[]> answers = new(StringComparer.Ordinal);

    /// <param name="version">The only version of <c>spice</c> that it has.</param>
    /// <param name="folder">Holds the files of that version.</param>
    /// <param name="spoil">Changes the content of a file, by its name.</param>
    public SnapshotService(string version, string folder, Func<string, byte[], byte[]>? spoil = null)
    {
        var files = Directory.GetFiles(folder).Select(x => (Name: Path.GetFileName(x), Content: File.ReadAllBytes(x))).ToList();
        var named = files.ToDictionary(x => Hash(x.Content), x => new[] { new { name = x.Name, size = x.Content.Length } });
        Answer("/mr/package/spice/", new { package = "spice", result = new[] { new { version } } });
        Answer($"/mr/package/spice/{version}/srcfiles",
            new { package = "spice", version, result = named.Keys.Select(x => new { hash = x }), fileinfo = named });
        foreach (var (name, content) in files)
            answers[$"/file/{Hash(content)}"] = spoil?.Invoke(name, content) ?? content;
        Address = $"http://127.0.0.1:{Ssh.Loopback.FreePort()}";
        listener.Prefixes.Add(Address + "/");
        listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    public void Dispose() => listener.Close();

    static string Hash(byte[] content)
    {
#pragma warning disable CA5350 // The service names files by SHA-1; the chain does not rely on it.
        return Convert.ToHexStringLower(SHA1.HashData(content));
#pragma warning restore CA5350
    }

    void Answer(string path, object value) => answers[path] = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value));

    async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var response = context.Response;
                if (!answers.TryGetValue(context.Request.Url!.AbsolutePath, out var content))
                    response.StatusCode = (int)HttpStatusCode.NotFound;
                else if (context.Request.HttpMethod != "HEAD")
                    await response.OutputStream.WriteAsync(content);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
