namespace SpiceTrial.Hosts;

/// <summary>The target Confirm: keeps what Install installed, and disarms the switch.</summary>
public sealed class Confirmation(HostTransaction host, IOperator operators)
{
    /// <exception cref="TrialException">There is nothing to confirm, it is not whole, or it was taken back meanwhile.</exception>
    public async Task RunAsync(TimeSpan lockTimeout, CancellationToken cancellationToken)
    {
        var facts = await host.StatusAsync(cancellationToken);
        if (facts.Transaction is null && facts.LastOutcome is null)
            throw new TrialException("there is nothing to confirm: the host has no transaction", facts.Host,
                $"./build.sh Install --host {facts.Host}", ExitStatus.Refused);
        var meant = facts.Transaction?.Meant ?? OpenTransaction.None;
        ThrowUnlessDone(await host.ConfirmAsync(meant, lockTimeout, cancellationToken), facts.Host);
        operators.Say($"confirmed: {facts.Transaction?.OurVersion} stays until Revert");
    }

    internal static void ThrowUnlessDone(VerbResult result, string where)
    {
        if (result.Status == ExitStatus.Done)
            return;
        var back = result.Status == ExitStatus.Reverted ? ", the stock library is back" : "";
        throw new TrialException(
            $"not confirmed{back}: {result.Reason}", where, $"./build.sh Status --host {where} shows how far it is", result.Status);
    }
}
