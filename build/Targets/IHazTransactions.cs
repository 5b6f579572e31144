using Nuke.Common;
using SpiceTrial.Hosts;

/// <summary>Targets that change a host.</summary>
interface IHazTransactions : IHazHypervisor, IHazConsent
{
    [Parameter("Seconds to wait for dpkg's lock on the host (default: 60)")]
    int? LockTimeout => TryGetValue<int?>(() => LockTimeout);

    sealed HostTransaction Transaction => new(ConnectAsync);

    sealed IOperator Operator => new ConsoleOperator(showsAll: NukeBuild.Verbosity == Verbosity.Verbose);

    sealed TimeSpan LockPatience => Count.AtLeastOne("--lock-timeout", LockTimeout) is { } seconds
        ? TimeSpan.FromSeconds(seconds) : new InstallOptions().LockTimeout;
}
