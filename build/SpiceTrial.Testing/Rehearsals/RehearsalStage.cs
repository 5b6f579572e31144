using SpiceTrial.Debian;
using SpiceTrial.Hosts;
using SpiceTrial.Lab;
using SpiceTrial.Sessions;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Testing;

/// <summary>A test host on which guests play, driven by what an operator uses: the chain, Install, Revert, Status and Capture. It ends with
/// this process.</summary>
sealed class RehearsalStage : IAsyncDisposable
{
    readonly RehearsalSettings settings;
    readonly IChainOutput output;
    readonly SshConnector hosts;
    readonly ChainRun chain;
    Arm? proven;

    RehearsalStage(RehearsalSettings settings, TestHost host, IChainOutput output, SshConnector hosts)
    {
        (this.settings, Host, this.output, this.hosts) = (settings, host, output, hosts);
        chain = new(
            settings.Chain with
            {
                Hypervisor = host.Name,
                SshConfig = host.SshConfig,
                RequireLive = true,
                Built = settings.Built,
                Output = null,
            },
            output, ConnectAsync);
    }

    public TestHost Host { get; }

    /// <summary>The ring of the library that is installed.</summary>
    public int Ring { get; private set; } = TraceItems.Stock;

    Workspace Workspace => chain.Steps.Settings.Workspace;

    public static async Task<RehearsalStage> OpenAsync(
        RehearsalSettings settings, IChainOutput output, SshConnector hosts, CancellationToken cancellationToken)
    {
        var workspace = settings.Chain.Workspace;
        TestHost.EnsureRoot("`sudo ./build.sh Rehearse`, with the same options");
        await new Prerequisites(output.Phase).EnsureAsync(TestGuestImage.Programs, cancellationToken);
        var image = await new TestGuestImage(workspace, settings.Suite, settings.Scenarios.Any(x => x.Guest == GuestKind.Desktop))
            .EnsureAsync(output.Phase, cancellationToken);
        output.Phase("booting the test hypervisor");
        var host = await TestHost.StartAsync(
            Path.Combine(settings.Scratch, "host"), workspace, new() { GuestImage = image },
            output.Phase, cancellationToken);
        return new(settings, host, output, hosts);
    }

    /// <summary>Builds what is missing, of one source and one base; the control too, which Install and the lab need.</summary>
    public async Task BuildAsync(CancellationToken cancellationToken) =>
        await chain.Rings.EnsureAsync([.. settings.RingSizes.Append(TraceItems.Stock).Distinct()], cancellationToken);

    /// <summary>Brings the library of an arm onto the host, as Install and Revert do it.</summary>
    public async Task SetRingAsync(int ring, CancellationToken cancellationToken)
    {
        if (ring == Ring)
            return;
        var (transaction, quiet) = (new HostTransaction(ConnectAsync), new QuietOperator(output));
        if (Ring != TraceItems.Stock)
            await new Reversal(transaction, quiet).RunAsync(yes: true, new InstallOptions().LockTimeout, cancellationToken);
        Ring = TraceItems.Stock;
        if (ring == TraceItems.Stock)
            return;
        var options = new InstallOptions { TraceItems = ring, Yes = true };
        using var run = new ChainRun(chain.Steps.Settings with { AskedTraceItems = ring }, output, ConnectAsync);
        await new Installation(
            transaction, new ArtifactsToInstall(run, options, output.Phase).ForAsync,
            // The real field's gate says nothing of a test host: it has none of its own.
            stop => GateRecord.ReadAsync(Path.Combine(settings.Folder, GateRecord.FileName), stop), quiet)
            .RunAsync(options, cancellationToken);
        Ring = ring;
    }

    /// <summary>What the process of a guest has mapped, by Status.</summary>
    /// <exception cref="TrialException">Another library than the one that is installed.</exception>
    public async Task ProveAsync(TestGuest guest, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        var status = await StatusJudge.ReadAsync(
            connection, await KnownAsync(cancellationToken), DateTimeOffset.UtcNow, cancellationToken);
        var library = status.Domains.FirstOrDefault(x => x.Name == guest.Name)?.Library;
        if ((library?.TraceItems ?? (library?.State == LibraryState.Stock ? TraceItems.Stock : 0)) != Ring)
            throw new TrialException(
                $"the guest's process does not run the library of {Ring} entries: {library?.Words ?? "none is known"}", guest.Name,
                "This is a fault of the tool: keep sessions/rehearsal and report it");
        proven = new(library?.TraceItems, library?.BuildId);
    }

    /// <summary>Captures the guest's session as an operator does; where its process died in mid-play, what is left of it: that is a result,
    /// and not a run to make again.</summary>
    /// <param name="tag">Of the session.</param>
    /// <param name="guest">Its domain.</param>
    /// <param name="logs">The folder with the guest's play log.</param>
    /// <param name="cancellationToken">Stops at once; nothing is left.</param>
    public async Task<CapturedSession> CaptureAsync(string tag, TestGuest guest, string logs, CancellationToken cancellationToken)
    {
        var video = guest.Scenario.Video.Size;
        if (!Host.IsRunning(guest.Name))
        {
            output.Warning($"{guest.Name}: its process has ended by itself: that is this run's result");
            await using var connection = await ConnectAsync(cancellationToken);
            return await EndedSession.KeepAsync(
                connection, new(tag, settings.Folder) { Domain = guest.Name, ClientReports = logs, Video = (video.Width, video.Height) },
                proven!, cancellationToken);
        }

        var capture = new CaptureRun(ConnectAsync, KnownAsync, _ => { }, _ => { });
        return await capture.RunAsync(
            new(tag, settings.Folder)
            {
                Domain = guest.Name, ExpectArm = Ring == TraceItems.Stock ? "stock" : $"{Ring}", Video = (video.Width, video.Height),
                ClientReports = logs,
            }, follow: false, copy: null, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        chain.Dispose();
        await Host.DisposeAsync();
    }

    Task<IHostConnection> ConnectAsync(CancellationToken cancellationToken) =>
        hosts.ConnectAsync(Host.Name, Host.SshConfig, cancellationToken);

    Task<KnownBuilds> KnownAsync(CancellationToken cancellationToken) =>
        KnownBuilds.OfProjectAsync(Workspace, output.Warning, cancellationToken);
}
