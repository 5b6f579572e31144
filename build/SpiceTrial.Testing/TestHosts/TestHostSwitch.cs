namespace SpiceTrial.Testing;

/// <summary>The project's one test hypervisor, switched on and off by hand.</summary>
public sealed class TestHostSwitch(string root, Workspace workspace, Action<string> progress)
{
    readonly TestHostService service = new(Path.Combine(root, ".nuke", "temp", "test-host"), workspace, progress);

    /// <summary>Starts or removes it, as exactly one of the two says.</summary>
    /// <returns>What to do next, for the operator.</returns>
    public Task<string> TurnAsync(bool up, bool down, CancellationToken cancellationToken) => (up, down) switch
    {
        (true, false) => UpAsync(cancellationToken),
        (false, true) => DownAsync(cancellationToken),
        _ => throw new TrialException("give one of --up and --down", "TestHost", "./build.sh TestHost --up", ExitStatus.BadInput),
    };

    async Task<string> UpAsync(CancellationToken cancellationToken)
    {
        var options = new TestHostOptions();
        var configuration = ShellWords.Quote(await service.UpAsync(options, cancellationToken));
        return $"next: ./build.sh Status --host {options.Name} --ssh-config {configuration}; ssh -F {configuration} {options.Name}; "
            + "./build.sh TestHost --down";
    }

    async Task<string> DownAsync(CancellationToken cancellationToken) =>
        await service.DownAsync(cancellationToken) ? "the test hypervisor is gone" : "there was no test hypervisor";
}
