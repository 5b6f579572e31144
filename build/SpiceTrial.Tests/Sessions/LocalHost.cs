using SpiceTrial.Hosts;

namespace SpiceTrial.Tests.Sessions;

/// <summary>This machine as a host: programs really run here, only virsh is played.</summary>
sealed class LocalHost(string domainXml) : IHostConnection
{
    public string Host => "sf-2";

    /// <summary>Called after each file that was copied.</summary>
    public Action<string>? AfterDownload { get; set; }

    public async Task<RemoteResult> RunAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        // A number is the id of another domain first, to the real one too.
        if (command.Words[0] == "virsh")
            return new(0, int.TryParse(command.Words[^1], out _) ? "<domain id='7'/>" : domainXml, "");
        var result = await Programs.RunAsync(
            new ProgramCall(command.Words[0], [.. command.Words.Skip(1)]) { Timeout = command.Timeout }, cancellationToken);
        return new(result.ExitCode, result.Output, "");
    }

    public Task DownloadAsync(
        string remotePath, string localFile, bool asRoot, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        File.Copy(remotePath, localFile);
        AfterDownload?.Invoke(remotePath);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
