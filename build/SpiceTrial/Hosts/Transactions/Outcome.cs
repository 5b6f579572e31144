namespace SpiceTrial.Hosts;

/// <summary>Runs one installation on the host until it is known how it ended, also where the answer is lost on the way.</summary>
sealed class Outcome(HostTransaction host, IOperator operators, InstallCall call, string where)
{
    // The switch looks every 15 seconds, and a host that restarts is back within minutes.
    internal TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>Returns when the package is installed and not yet confirmed.</summary>
    /// <exception cref="TrialException">Refused, reverted, or, where the host does not answer any more, unknown.</exception>
    public async Task ReachAsync(CancellationToken cancellationToken)
    {
        VerbResult result;
        try
        {
            result = await host.InstallAsync(call, operators.Say, cancellationToken);
        }
        catch (TrialException e) when (
            e.Status == ExitStatus.Failed && e.InnerException is not (HostUnreachableException or NoRootException))
        {
            operators.Warn($"{e.What}; the host goes on by itself");
            result = new(e.Status, e.What, []);
        }

        if (result.Status == ExitStatus.Refused)
            throw await RefusedAsync(result.Reason, cancellationToken);
        if (result.Status != ExitStatus.Done)
            await SettleAsync(result.Reason, cancellationToken);
    }

    // What the host says of itself decides, whatever was heard of the step.
    async Task SettleAsync(string reason, CancellationToken cancellationToken)
    {
        for (var begin = DateTime.UtcNow; ; await Task.Delay(HostTransaction.BetweenTries, cancellationToken))
        {
            var facts = await TryStatusAsync(cancellationToken);
            var open = facts?.Transaction;
            if (facts?.Running is { } running)
                operators.Say($"the host goes on: {open?.Step ?? running}");
            // Confirmed: by a colleague, while this client was away.
            if (open is { State: TransactionState.Installed or TransactionState.Confirmed, Running: null } && open.Id == call.Id)
                return;
            // The host keeps the journal of what it took back for whoever was away; this client was not. What it began may begin only now.
            if (facts is { Transaction: null, Running: null } && await CleanUpAsync(cancellationToken))
                throw new TrialException($"the installation failed and was taken back, the host is as it was: {reason}"
                    + (facts.LastOutcome is { } last && !last.Contains(reason, StringComparison.Ordinal) ? $"; {last}" : ""), where,
                    "Repair that and install again", ExitStatus.Reverted);
            if (open?.MayBe(call.Id) == false)
                throw new TrialException($"the installation is over, and another transaction is open now ({open}): {reason}", where,
                    $"Ask {open.Owner}; ./build.sh Status shows the host as it is", ExitStatus.Reverted);
            if (open is { State: TransactionState.Foreign })
                throw new TrialException($"the installation failed, and somebody else changed the host meanwhile: {reason}", where,
                    "docs/install.md says how to keep or to undo their change", ExitStatus.Refused);
            // A server takes longer to start than the switch to look, and dpkg's lock longer than either.
            var patience = facts is null ? 3 * Patience : facts.Running is null ? Patience : call.Limit;
            if (DateTime.UtcNow > begin + patience)
                throw new TrialException("the installation failed and is not known to be taken back yet "
                    + $"({open?.ToString() ?? facts?.Running ?? "the host does not answer"}): {reason}", where,
                    "The host tries again every 15 seconds by itself; ./build.sh Revert does it now, docs/install.md says how by hand");
            // Broken off before the switch was armed, and before anything was changed. One that fails is tried again, not for ever.
            if (facts is { Transaction.IsBrokenOff: true, IsArmed: false })
                await CleanUpAsync(cancellationToken);
        }
    }

    async Task<HostReading?> TryStatusAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await host.StatusAsync(cancellationToken);
        }
        catch (TrialException e) when (e.InnerException is NoRootException)
        {
            // It answers, and will say the same for as long as somebody waits.
            throw new TrialException(
                $"how the installation ended can't be seen: {e.What}", where,
                "The host takes back by itself what nobody confirms; let the user become root again, then ./build.sh Status", cause: e);
        }
        catch (TrialException e) when (e.Status == ExitStatus.Failed)
        {
            operators.Say($"the host does not answer: {e.What}");
            return null;
        }
    }

    async Task<TrialException> RefusedAsync(string reason, CancellationToken cancellationToken)
    {
        try
        {
            if (await TryStatusAsync(cancellationToken) is { Transaction: null, Running: null })
                await CleanUpAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Nothing goes on there, whoever stops here: that is what the host has said.
        }

        return new($"not installed: {reason}", where, "./build.sh Status shows the host as it is", ExitStatus.Refused);
    }

    // While it waits for the host somebody else may have installed: theirs is not what this call began. False: what it began has begun.
    async Task<bool> CleanUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            var result = await host.CleanUpAsync(call.Id, line =>
            {
                if (line.StartsWith("20", StringComparison.Ordinal))
                    operators.Say($"journal: {line}");
            }, cancellationToken);
            return result.Status != ExitStatus.Refused;
        }
        catch (Exception e) when (e is OperationCanceledException or TrialException { Status: ExitStatus.Failed })
        {
            operators.Warn("not cleaned up; the next Install or Revert does it: "
                + ((e as TrialException)?.What ?? "cancelled"));
            return true;
        }
    }
}
