using SpiceTrial.Debian;

namespace SpiceTrial.Hosts;

/// <summary>
/// Finds the version to build for: what the host has now; where nothing answers, what is recorded of it; or what the operator says.
/// A host that answers but can't be trusted or read is an error, never a reason to use the record.
/// </summary>
public sealed class ResolveVersion(IHostConnector connector, TimeProvider clock)
{
    /// <exception cref="TrialException">No version, or none that can be relied on.</exception>
    public async Task<ResolvedPackage> RunAsync(ResolveVersionRequest request, CancellationToken cancellationToken)
    {
        var recorded = new RecordedHost(HostName.RecordFile(request.HostsFolder, request.Hypervisor), request);
        if (request.PackageVersion is { } version)
            return await recorded.WithVersion(version, cancellationToken);

        IHostConnection connection;
        try
        {
            connection = await connector.ConnectAsync(request.Hypervisor, request.SshConfig, cancellationToken);
        }
        catch (TrialException e) when (e.InnerException is HostUnreachableException reason)
        {
            return request.RequireLive
                ? throw new TrialException(
                    e.What, e.Where, $"{e.Hint} Without --require-live the recorded reading would stand in.", e.Status, e)
                : await recorded.InPlaceOf(reason.Message, cancellationToken);
        }

        await using (connection)
        {
            var live = await LibraryVersionReader.ReadAsync(
                connection, request.Suite, request.Architecture, clock.GetUtcNow(), cancellationToken);
            live = await recorded.Compared(live, cancellationToken);
            await RecordFile.WriteAsync(recorded.Path, live, cancellationToken);
            return live;
        }
    }
}
