namespace SpiceTrial.Testing;

/// <summary>
/// A running test hypervisor: a real Debian in namespaces of its own, reached over ssh like any other host. It ends with
/// <see cref="DisposeAsync"/>, or when this process ends, however it ends.
/// </summary>
public sealed partial class TestHost : IAsyncDisposable
{
    readonly TestHostFolder folder;
    readonly string image;
    readonly TestHostStart start;

    TestHost(TestHostFolder folder, string image, TestHostOptions options) =>
        (this.folder, this.image, Options, start) = (folder, image, options, new(folder, options));

    public TestHostOptions Options { get; }

    /// <summary>The alias in <see cref="SshConfig"/>.</summary>
    public string Name => Options.Name;

    /// <summary>For <c>--ssh-config</c>.</summary>
    public string SshConfig => folder.SshConfig;

    public TestHostFolder Folder => folder;

    /// <summary>Where sshd listens, on port 22.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The outer end of the host's network cable.</summary>
    public string Interface { get; private set; } = "";

    /// <summary>Starts a host and waits until it has booted.</summary>
    /// <param name="folder">Its files; made, and taken away again with the host.</param>
    /// <param name="workspace">Where the image is kept.</param>
    /// <param name="options">What kind of host.</param>
    /// <param name="progress">Told what takes long.</param>
    /// <param name="cancellationToken">Stops at once and leaves nothing.</param>
    /// <exception cref="TrialException">Not root, a program is missing, or the host does not boot.</exception>
    public static async Task<TestHost> StartAsync(
        string folder, Workspace workspace, TestHostOptions options, Action<string> progress, CancellationToken cancellationToken)
    {
        var image = await PrepareAsync(workspace, options, progress, cancellationToken);
        var host = new TestHost(TestHostFolder.At(folder), image, options);
        await host.BootAsync(stays: false, cancellationToken);
        return host;
    }

    /// <summary>As <see cref="StartAsync"/>, but the host goes on without this process; with two guests, one of them running.</summary>
    internal static async Task StartToStayAsync(
        TestHostFolder folder, string image, TestHostOptions options, CancellationToken cancellationToken)
    {
        var host = new TestHost(folder, image, options);
        await host.BootAsync(stays: true, cancellationToken);
        await host.DefineAsync(TestDomain.Started, cancellationToken);
        await host.DefineAsync(TestDomain.Stopped, cancellationToken);
        await host.StartDomainAsync(TestDomain.Started, cancellationToken);
    }

    /// <summary>The same host with a new disk: everything that happened on it is forgotten. Keys stay, the address may change.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        await start.EndAsync();
        await BootAsync(stays: false, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await start.EndAsync();
        if (Directory.Exists(folder.Path))
            Directory.Delete(folder.Path, recursive: true);
    }

    /// <param name="what">Command lines that would do.</param>
    internal static void EnsureRoot(string what = "`sudo ./build.sh TestHost --up`, or --down")
    {
        if (!Environment.IsPrivilegedProcess)
            throw new TrialException("a test hypervisor needs root: it is a system with namespaces, mounts and a network of its own",
                hint: $"Run it with sudo: {what}");
    }

    internal static async Task<string> PrepareAsync(
        Workspace workspace, TestHostOptions options, Action<string> progress, CancellationToken cancellationToken)
    {
        EnsureRoot();
        await new Prerequisites(progress).EnsureAsync(TestHostImage.Programs, cancellationToken);
        return await new TestHostImage(workspace, options.Suite, options.Python).EnsureAsync(progress, cancellationToken);
    }

    async Task BootAsync(bool stays, CancellationToken cancellationToken)
    {
        try
        {
            await start.BeginAsync(image, stays, cancellationToken);
            (Address, Interface) = await start.WaitAsync(x => x is not null, cancellationToken);
        }
        catch
        {
            await start.EndAsync();
            throw;
        }
    }
}
