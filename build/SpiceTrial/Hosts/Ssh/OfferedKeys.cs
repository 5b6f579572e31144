using Renci.SshNet;
using Renci.SshNet.Security;

namespace SpiceTrial.Hosts;

/// <summary>
/// All keys in the order in which a host is asked for them: each with its preferred algorithm, and only then the others. A host counts
/// every question and soon hangs up.
/// </summary>
sealed class OfferedKeys(IReadOnlyList<OfferedKey> keys) : IPrivateKeySource
{
    public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms { get; } =
        [.. keys.SelectMany(x => x.Algorithms.Take(1)), .. keys.SelectMany(x => x.Algorithms.Skip(1))];
}
