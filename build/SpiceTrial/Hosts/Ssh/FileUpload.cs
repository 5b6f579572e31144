using System.Net.Sockets;
using System.Security.Cryptography;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace SpiceTrial.Hosts;

/// <summary>One file on its way to a host: over SFTP to a temporary name, compared there, renamed.</summary>
sealed class FileUpload(SshConnection connection, SshLogIn logIn, string localFile, string remotePath)
{
    static readonly TimeSpan CompareTimeout = TimeSpan.FromMinutes(10);
    static readonly TimeSpan RemoveTimeout = TimeSpan.FromSeconds(3);

    readonly string temporary = TemporaryName(remotePath);

    string Where => $"{localFile} -> {connection.Host}:{remotePath}";

    public async Task RunAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var source = new HashingStream(Open(), progress);
        using var watch = connection.Heartbeat.Watch();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, connection.Heartbeat.Lost);
        var sftp = await OpenSftpAsync(stop.Token);
        try
        {
            await Abandonable(() => sftp.UploadFileAsync(source, temporary, false, null, stop.Token), stop.Token);
            var (size, hash) = source.Finish();
            var check = await RemoteFile.FactsAsync(connection, temporary, asRoot: false, cancellationToken);
            if (check != (size, hash))
                throw new TrialException(
                    $"The file did not arrive whole: {check.Size} bytes of {size}, SHA-256 {check.Hash} instead of {hash}", Where,
                    "Run it again; when it happens again look at the host's disk.");
            await Abandonable(
                () => Task.Run(() => sftp.RenameFile(temporary, remotePath, isPosix: true), CancellationToken.None), stop.Token);
        }
        catch (Exception e) when (ConnectError.IsOfConnection(e))
        {
            throw await FailedAsync(e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw await FailedAsync(new IOException("the host does not answer any more"));
        }
        catch
        {
            await RemoveAsync();
            throw;
        }
        finally
        {
            // Not waited for, as with the connection itself.
            _ = Task.Run(sftp.Dispose, CancellationToken.None);
        }
    }

    async Task<SftpClient> OpenSftpAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await logIn.OpenAsync(info => new SftpClient(info) { OperationTimeout = CompareTimeout }, cancellationToken);
        }
        catch (TrialException e) when (e.InnerException is SshException { Message: var text }
            && text.Contains("Subsystem", StringComparison.Ordinal))
        {
            throw new TrialException(
                "The host offers no SFTP", connection.Host, "Add `Subsystem sftp internal-sftp` to its sshd_config.", cause: e);
        }
    }

    async Task<TrialException> FailedAsync(Exception cause)
    {
        var gone = await RemoveAsync();
        var left = gone ? "" : $" The temporary file {temporary} may be left there.";
        return cause switch
        {
            SftpPermissionDeniedException =>
                new($"The host does not let the user write there.{left}", Where, "Name a folder that the user may write to.", cause: cause),
            SftpPathNotFoundException =>
                new($"The folder is not there on the host.{left}", Where, "Make it, or name another.", cause: cause),
            SshConnectionException or ObjectDisposedException or IOException or SocketException => new(
                $"The connection broke during the upload: {cause.Message}.{left}", Where, "Run it again.",
                cause: new ConnectionLostException(cause.Message, cause)),
            _ => new($"The upload failed: {cause.Message}.{left}", Where, $"Look at the host's disk and at `ssh {connection.Host}`.",
                cause: cause),
        };
    }

    /// <summary>Takes the temporary file away; <c>false</c> where the host does not say that it is gone.</summary>
    async Task<bool> RemoveAsync()
    {
        try
        {
            return (await connection.RunAsync(
                new RemoteCommand("rm", "-f", "--", temporary) { Timeout = RemoveTimeout }, CancellationToken.None)).ExitStatus == 0;
        }
        catch (TrialException)
        {
            return false;
        }
    }

    FileStream Open()
    {
        try
        {
            return new(localFile, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrialException($"The file can't be read: {e.Message}", localFile, status: ExitStatus.BadInput, cause: e);
        }
    }

    // The library may block in a connection that is gone: left alone then, and its end looked at by nobody.
    static async Task Abandonable(Func<Task> work, CancellationToken cancellationToken)
    {
        var working = Task.Run(work, CancellationToken.None);
        _ = working.ContinueWith(
            task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        await working.WaitAsync(cancellationToken);
    }

    static string TemporaryName(string path)
    {
        var slash = path.LastIndexOf('/') + 1;
        if (slash == path.Length || path.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("The remote path has no file name.", nameof(path));
        return $"{path[..slash]}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}.part";
    }
}
