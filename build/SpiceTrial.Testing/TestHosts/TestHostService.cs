using System.Diagnostics;

namespace SpiceTrial.Testing;

/// <summary>A test hypervisor that stays when this process ends, for people to switch on and off: one per folder.</summary>
public sealed class TestHostService(string folder, Workspace workspace, Action<string> progress)
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    readonly TestHostFolder folder = TestHostFolder.At(folder);

    /// <summary>Starts or removes it, as exactly one of the two says; more than one of them, and all of those that there are.</summary>
    /// <param name="up">Starts.</param>
    /// <param name="down">Removes.</param>
    /// <param name="count">How many to start.</param>
    /// <param name="suite">Their release; <c>null</c>: that of <see cref="TestHostOptions"/>.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>What to do next, for the operator.</returns>
    public async Task<string> TurnAsync(bool up, bool down, int count, string? suite, CancellationToken cancellationToken)
    {
        if (up == down)
            throw new TrialException("give one of --up and --down", "TestHost", "./build.sh TestHost --up", ExitStatus.BadInput);
        var fleet = new TestFleet(folder.Path + "s", workspace, progress);
        if (down)
        {
            return (await DownAsync(cancellationToken), await fleet.DownAsync(cancellationToken)) switch
            {
                (_, > 1 and var several) => $"{several} test hypervisors are gone",
                (false, 0) => "there was no test hypervisor",
                _ => "the test hypervisor is gone",
            };
        }

        var options = new TestHostOptions();
        options = options with { Suite = suite ?? options.Suite };
        if (count > 1)
            return await fleet.UpAsync(count, options, cancellationToken);
        var configuration = ShellWords.Quote(await UpAsync(options, cancellationToken));
        return $"next: ./build.sh Status --host {options.Name} --ssh-config {configuration}        # or: "
            + $"ssh -F {configuration} {options.Name}; {AtTheEnd}";
    }

    /// <summary>Starts the host, or does nothing where it is up. What a killed run left is either that or is taken away first.</summary>
    /// <returns>The host's ssh configuration.</returns>
    public async Task<string> UpAsync(TestHostOptions options, CancellationToken cancellationToken)
    {
        var image = await TestHost.PrepareAsync(workspace, options, progress, cancellationToken);
        using var _ = await FileLock.TakeAsync(folder.Lock, progress, Patience, cancellationToken);
        if (await IsUpAsync(cancellationToken))
        {
            var suite = await File.ReadAllTextAsync(folder.Ready, cancellationToken);
            if (suite != options.Suite)
                throw new TrialException($"a test hypervisor of {suite} is up", folder.Path, $"Take it away first: `{Away}`",
                    ExitStatus.Refused);
            progress("the test hypervisor is up already");
            return folder.SshConfig;
        }

        await ClearAsync(cancellationToken);
        progress("booting the test hypervisor");
        try
        {
            await TestHost.StartToStayAsync(folder, image, options, cancellationToken);
            await GiveToCallerAsync();
            await File.WriteAllTextAsync(folder.Ready, options.Suite, cancellationToken);
        }
        catch
        {
            // Its console stays, to be looked at.
            if (Groups() is { } groups)
                await groups.RemoveAsync(CancellationToken.None);
            File.Delete(folder.SshConfig);
            throw;
        }

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

    // The file is written last: without it the start was not finished. A host whose sshd has gone since is of no use to anybody.
    async Task<bool> IsUpAsync(CancellationToken cancellationToken) =>
        File.Exists(folder.Ready) && File.Exists(folder.SshConfig) && Groups() is { } groups
        && new TestHostProcess(groups, TestHostInit.Systemd).First is not null
        && await TestHostStart.AnswersAsync((await File.ReadAllLinesAsync(folder.Cable, cancellationToken))[0], cancellationToken);

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
        await Programs.RunAsync(new("sh", "-c", $"kill -TERM {supervisor}"), cancellationToken);
        for (var patience = Stopwatch.StartNew(); host.IsRunning && patience.Elapsed < TimeSpan.FromSeconds(15);)
            await Task.Delay(50, cancellationToken);
    }

    /// <summary>What takes it away again needs root, as what started it did.</summary>
    internal static string AtTheEnd => $"at the end: {Away}";

    static string Away => (Environment.GetEnvironmentVariable("SUDO_UID") is { Length: > 0 } ? "sudo " : "")
        + "./build.sh TestHost --down";

    // Whoever used sudo wants to use the host without it.
    Task GiveToCallerAsync() => GiveToCallerAsync(folder.Path);

    internal static async Task GiveToCallerAsync(string path)
    {
        if (Environment.GetEnvironmentVariable("SUDO_UID") is { Length: > 0 } user
            && Environment.GetEnvironmentVariable("SUDO_GID") is { Length: > 0 } group)
            (await Programs.RunAsync(new("chown", "-R", $"{user}:{group}", path), CancellationToken.None))
                .OrThrow("the files can't be given to the caller");
    }

    ControlGroups? Groups() => File.Exists(folder.Groups) ? new(File.ReadAllLines(folder.Groups)) : null;
}
