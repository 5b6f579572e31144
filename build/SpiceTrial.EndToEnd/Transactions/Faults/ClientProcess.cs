using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions.Faults;

/// <summary>The tool as a user starts it, in a process that is killed when the step is reached. The host goes on alone.</summary>
sealed class ClientProcess(TrialHost trial, Project project) : IClient
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<Ending?> RunAsync(FaultCell cell)
    {
        string[] install = cell.Verb == Verb.Install ? ["--accept-unverified", "--confirm-within", "10"] : [];
        using var run = StartedRun.Start(project,
            [$"{cell.Verb}", "--host", trial.Host.Name, "--ssh-config", trial.Host.SshConfig, "--yes", "--lock-timeout", "4", .. install]);
        var asked = trial.Host.At("/run/asked");
        run.MakesEntry(Path.GetDirectoryName(asked)!, Path.GetFileName(asked));
        if (!File.Exists(asked))
            return new(ExitStatus.Failed, run.Output);
        await run.KillAsync();
        File.Delete(asked);
        await LetTheTimePassAsync();
        return null;
    }

    // Ten minutes without a word, in a moment: the host counts to a second of its boot that is past now.
    async Task LetTheTimePassAsync()
    {
        while ((await trial.Transaction().StatusAsync(Token)).Transaction is { } open)
        {
            if (open is { State: TransactionState.Installed, Running: null })
                await trial.Host.ShellAsync(
                    "[ ! -e /var/lib/spice-trial/transaction/deadline ] || echo 0 > /var/lib/spice-trial/transaction/deadline", Token);
            if (open is { State: TransactionState.Installed or TransactionState.Confirmed, Running: null })
                return;
            await Task.Delay(500, Token);
        }
    }
}
