namespace SpiceTrial.Hosts;

/// <summary>A host whose identity has been checked and where commands can be run.</summary>
public interface IHostConnection : IAsyncDisposable
{
    /// <summary>The host as the operator names it.</summary>
    string Host { get; }

    /// <summary>
    /// Runs a program on the host. The words reach it as they are: no shell expands them. Any exit status is a result. A command that is
    /// given up gets SIGTERM; sshd passes that on for plain users only, so that one that runs as root runs on.
    /// </summary>
    /// <exception cref="TrialException">
    /// No end within the time-out, too much output, root can't be had, or the connection is gone (then its cause is a
    /// <see cref="ConnectionLostException"/>, and whether the command ended is not known).
    /// </exception>
    Task<RemoteResult> RunAsync(RemoteCommand command, CancellationToken cancellationToken);

    /// <summary>
    /// Copies a file from the host: as long as it is at the start, so that a log that grows meanwhile can be fetched; compared by size
    /// and SHA-256, then renamed to <paramref name="localFile"/>.
    /// </summary>
    /// <param name="remotePath">The file there.</param>
    /// <param name="localFile">Its path here; nobody else can read it when it comes from root.</param>
    /// <param name="asRoot">Read it as root.</param>
    /// <param name="progress">Gets the number of bytes so far.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="TrialException">Not copied: nothing is left here.</exception>
    Task DownloadAsync(string remotePath, string localFile, bool asRoot, IProgress<long>? progress, CancellationToken cancellationToken);
}
