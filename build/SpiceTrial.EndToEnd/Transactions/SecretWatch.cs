namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>Looks at the command line and the environment of every process of the machine, its containers' too, again and again for texts
/// that must be in none.</summary>
sealed class SecretWatch : IAsyncDisposable
{
    readonly CancellationTokenSource stop = new();
    readonly byte[][] secrets;
    readonly HashSet<string> before;
    readonly Task watching;

    /// <remarks>Processes that have it already are the test's own, which told it to them; on a busy machine they take a moment to
    /// end.</remarks>
    public SecretWatch(IEnumerable<string> texts)
    {
        secrets = [.. texts.Select(Encoding.UTF8.GetBytes)];
        before = [.. Now().Select(x => x.Process)];
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
            Seen.AddRange(Now().Where(x => !before.Contains(x.Process)).Select(x => $"{x.Process}/{x.File}: {x.Text}"));
    }

    IEnumerable<(string Process, string File, string Text)> Now() =>
        from process in Directory.EnumerateDirectories("/proc")
        where char.IsAsciiDigit(Path.GetFileName(process)[0])
        from file in (string[])["cmdline", "environ"]
        let bytes = Read(Path.Combine(process, file))
        where Array.Exists(secrets, x => bytes.AsSpan().IndexOf(x) >= 0)
        select (process, file, Encoding.UTF8.GetString(bytes).Replace('\0', ' '));

    static byte[] Read(string file)
    {
        // A process may end while it is looked at.
        try { return File.ReadAllBytes(file); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return []; }
    }
}
