using System.Text;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>Looks at the command line and the environment of every process of the machine, its containers' too, again and again for texts that must be in none.</summary>
sealed class SecretWatch : IAsyncDisposable
{
    readonly CancellationTokenSource stop = new();
    readonly byte[][] secrets;
    readonly Task watching;

    public SecretWatch(IEnumerable<string> texts)
    {
        secrets = [.. texts.Select(Encoding.UTF8.GetBytes)];
        watching = Task.Run(Watch);
    }

    /// <summary>Processes that had it.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>How often all processes were looked at.</summary>
    public int Rounds { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching;
        stop.Dispose();
    }

    void Watch()
    {
        for (; !stop.IsCancellationRequested; Rounds++)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(x => char.IsAsciiDigit(Path.GetFileName(x)[0])))
            {
                foreach (var name in (string[])["cmdline", "environ"])
                {
                    if (Read(Path.Combine(process, name)) is var bytes && Array.Exists(secrets, x => bytes.AsSpan().IndexOf(x) >= 0))
                        Seen.Add($"{process}/{name}: {Encoding.UTF8.GetString(bytes).Replace('\0', ' ')}");
                }
            }
        }
    }

    static byte[] Read(string file)
    {
        // A process may end while it is looked at.
        try { return File.ReadAllBytes(file); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return []; }
    }
}
