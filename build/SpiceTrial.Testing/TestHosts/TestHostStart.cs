using System.Net.Sockets;

namespace SpiceTrial.Testing;

/// <summary>Starting, waiting for and ending the processes of one host.</summary>
sealed class TestHostStart(TestHostFolder folder, TestHostOptions options)
{
    /// <summary>It takes a second; a machine that is busy with other things is waited for.</summary>
    static readonly TimeSpan BootLimit = TimeSpan.FromMinutes(2);

    ControlGroups? groups;
    Task? running;

    public TestHostProcess Process => new(groups ?? throw new InvalidOperationException("not started"), options.Init);

    /// <param name="image">The image's folder.</param>
    /// <param name="stays">Whether the host goes on without this process.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public async Task BeginAsync(string image, bool stays, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.Disk);
        File.Delete(folder.Cable);
        await TestHostLogin.PrepareAsync(folder, options, cancellationToken);
        groups = ControlGroups.For($"{options.Name}-{Guid.NewGuid().ToString("N")[..8]}");
        groups.Sweep();
        await File.WriteAllLinesAsync(folder.Groups, groups.Folders, cancellationToken);
        var call = new ProgramCall(
            "sh",
            [
                "-euc", EmbeddedText.Read("hold-host.sh", typeof(TestHostImage)), "sh", stays ? "yes" : "no",
                EmbeddedText.Read("run-host.sh", typeof(TestHostImage)),
                folder.Path, image, options.Name, $"{options.DiskMegabytes}", options.Init == TestHostInit.Systemd ? "systemd" : "none",
                SudoWord, options.GuestImage ?? "", .. groups.Folders,
            ]);
        if (stays)
            (await Programs.RunAsync(call, cancellationToken)).OrThrow("the test hypervisor does not start");
        else
            running = Programs.RunAsync(call with { LogFile = folder.Console, Timeout = TimeSpan.FromDays(1) }, CancellationToken.None);
    }

    /// <summary>Waits until the host has booted and its sshd answers.</summary>
    /// <param name="isIt">Whether the host's process 1 is that of the boot to wait for.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public async Task<(string Address, string Interface)> WaitAsync(Func<int?, bool> isIt, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(BootLimit);
        try
        {
            await UntilAsync(() => Task.FromResult(File.Exists(folder.Cable) && isIt(Process.First)), limit.Token);
            var cable = await File.ReadAllLinesAsync(folder.Cable, limit.Token);
            // Before that sshd turns users away.
            await UntilAsync(() => IsUpAsync(limit.Token), limit.Token);
            await UntilAsync(() => AnswersAsync(cable[0], limit.Token), limit.Token);
            await File.WriteAllTextAsync(folder.SshConfig, TestHostLogin.Configuration(folder, options.Name, cable[0]), limit.Token);
            return (cable[0], cable[1]);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"the test hypervisor did not boot within {BootLimit.TotalSeconds:0} s");
        }
    }

    /// <summary>Ends the host at once, as when its plug is pulled, and takes away what is left of it but its files.</summary>
    public async Task EndAsync()
    {
        if (groups is null)
            return;
        await groups.RemoveAsync(CancellationToken.None);
        if (running is not null)
        {
            try { await running; }
            catch (TrialException) { /* It has ended: that is all that counts. */ }
        }

        File.Delete(folder.Groups);
        File.Delete(folder.Cable);
    }

    string SudoWord => options.Sudo switch
    {
        TestHostSudo.WithoutPassword => "without-password",
        TestHostSudo.WithPassword => "with-password",
        _ => "none",
    };

    async Task UntilAsync(Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        // One that stays needs a moment until its first process is where it belongs.
        for (var idle = 0; !await isSo(); idle = Process.IsRunning ? 0 : idle + 1)
        {
            if (running is { IsCompleted: true } || idle > 300)
                throw Failed("the test hypervisor does not start");
            await Task.Delay(50, cancellationToken);
        }
    }

    async Task<bool> IsUpAsync(CancellationToken cancellationToken)
    {
        if (options.Init == TestHostInit.None)
            return true;
        if (Process.First is not { } first)
            return false;
        var state = await Programs.RunAsync(Process.Call("systemctl", "is-system-running", "--wait"), cancellationToken);
        return state.Output.Trim() is "running" or "degraded" && Process.First == first;
    }

    /// <summary>Whether an sshd greets at that address. One that is silent does not.</summary>
    public static async Task<bool> AnswersAsync(string address, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address, 22, limit.Token);
            var greeting = new byte[4];
            await client.GetStream().ReadExactlyAsync(greeting, limit.Token);
            return greeting.AsSpan().SequenceEqual("SSH-"u8);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    TrialException Failed(string what)
    {
        string[] console = File.Exists(folder.Console) ? File.ReadAllLines(folder.Console) : [];
        return new TrialException(
            string.Join(
                Environment.NewLine + "  ", [$"{what}:", .. console.Where(x => !x.StartsWith("$ ", StringComparison.Ordinal)).TakeLast(8)]),
            folder.Console,
            "Namespaces, overlay mounts and control groups must be allowed here (a container needs --privileged)");
    }
}
