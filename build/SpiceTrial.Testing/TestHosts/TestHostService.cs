using System.Diagnostics;

namespace SpiceTrial.Testing;

/// <summary>A test hypervisor that stays when this process ends, for people: one per folder.</summary>
public sealed class TestHostService(string folder, Workspace workspace, Action<string> progress)
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    readonly TestHostFolder folder = TestHostFolder.At(folder);

    /// <summary>Starts the host, or does nothing where it runs already. What a killed run left is taken away first.</summary>
    /// <returns>The host's ssh configuration.</returns>
    public async Task<string> UpAsync(TestHostOptions options, CancellationToken cancellationToken)
    {
        var image = await TestHost.PrepareAsync(workspace, progress, cancellationToken);
        using var _ = await FileLock.TakeAsync(folder.Lock, progress, Patience, cancellationToken);
        if (IsUp)
        {
            progress("the test hypervisor is up already");
            return folder.SshConfig;
        }

        await ClearAsync(cancellationToken);
        progress("booting the test hypervisor");
        try
        {
            await TestHost.StartToStayAsync(folder, image, options, cancellationToken);
        }
        catch
        {
            // Its console stays, to be looked at.
            if (Groups() is { } groups)
                await groups.RemoveAsync(CancellationToken.None);
            File.Delete(folder.SshConfig);
            throw;
        }

        await GiveToCallerAsync();
        return folder.SshConfig;
    }

    /// <summary>Shuts the host down and takes everything of it away. Without a host it does nothing.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DownAsync(CancellationToken cancellationToken)
    {
        TestHost.EnsureRoot();
        using var _ = await FileLock.TakeAsync(folder.Lock, progress, Patience, cancellationToken);
        var wasThere = Directory.Exists(folder.Path);
        await ClearAsync(cancellationToken);
        return wasThere;
    }

    // Written last: without it the start was not finished.
    bool IsUp => Groups() is { } groups && File.Exists(folder.Ready) && File.Exists(folder.SshConfig)
        && new TestHostProcess(groups, TestHostInit.Systemd).First is not null;

    async Task ClearAsync(CancellationToken cancellationToken)
    {
        if (Groups() is { } groups)
        {
            await ShutDownAsync(new TestHostProcess(groups, TestHostInit.Systemd), cancellationToken);
            await groups.RemoveAsync(cancellationToken);
        }

        if (Directory.Exists(folder.Path))
            Directory.Delete(folder.Path, recursive: true);
    }

    static async Task ShutDownAsync(TestHostProcess host, CancellationToken cancellationToken)
    {
        if (host.Supervisor is not { } supervisor)
            return;
        await Programs.RunAsync(new("kill", "-TERM", $"{supervisor}"), cancellationToken);
        for (var patience = Stopwatch.StartNew(); host.IsRunning && patience.Elapsed < TimeSpan.FromSeconds(15);)
            await Task.Delay(50, cancellationToken);
    }

    // Whoever used sudo wants to use the host without it.
    async Task GiveToCallerAsync()
    {
        if (Environment.GetEnvironmentVariable("SUDO_UID") is { Length: > 0 } user
            && Environment.GetEnvironmentVariable("SUDO_GID") is { Length: > 0 } group)
            (await Programs.RunAsync(new("chown", "-R", $"{user}:{group}", folder.Path), CancellationToken.None))
                .OrThrow("the files can't be given to the caller");
    }

    ControlGroups? Groups() => File.Exists(folder.Groups) ? new(File.ReadAllLines(folder.Groups)) : null;
}
