using SpiceTrial.Hosts;

namespace SpiceTrial.EndToEnd.Ssh;

/// <summary>A connection that loses the answer of one of its commands: the host has done it, the client does not know.</summary>
sealed class LossyConnection(IHostConnection inner, Func<bool> loses) : IHostConnection
{
    public string Host => inner.Host;

    public async Task<RemoteResult> RunAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        var result = await inner.RunAsync(command, cancellationToken);
        return loses() ? throw new TrialException("lost", cause: new ConnectionLostException("lost")) : result;
    }

    public Task DownloadAsync(
        string remotePath, string localFile, bool asRoot, IProgress<long>? progress, CancellationToken cancellationToken) =>
        inner.DownloadAsync(remotePath, localFile, asRoot, progress, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
