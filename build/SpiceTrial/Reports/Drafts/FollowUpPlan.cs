using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>What follows from the verdict. Confirmed: a stub of the rollout's plan. Refuted or a regression: the falsification, with where
/// to go instead.</summary>
public static class FollowUpPlan
{
    /// <param name="settings">Where it goes.</param>
    /// <param name="evidence">What it is written from.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <param name="warn">Is told of measurements that the plan had and no longer has.</param>
    /// <returns>The file, or <c>null</c> where the verdict calls for no plan.</returns>
    public static async Task<string?> WriteAsync(
        DraftSettings settings, TrialEvidence evidence, CancellationToken cancellationToken, Action<string>? warn = null)
    {
        var (path, text) = evidence.Verdict switch
        {
            Verdict.Confirmed => (settings.RolloutPlan, Rollout(evidence)),
            Verdict.Refuted or Verdict.Regression => (settings.Falsification, Falsified(evidence)),
            _ => (null, null),
        };
        if (path is null || text is null)
            return null;
        var existing = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : null;
        var replaced = GeneratedPart.Replace(existing, text, path);
        foreach (var loss in DraftLoss.Of(existing, replaced, path))
            warn?.Invoke(loss);
        await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(replaced), cancellationToken);
        return path;
    }

    public static string Rollout(TrialEvidence evidence) => $"""
        # Phase 18: patched libspice-server on more than one hypervisor

        **Status: Proposed.** Nothing is planned yet. This stub exists because phase 17's trial confirmed the hypothesis on one host; whether a rollout is worth
        its upkeep is the operators' decision.

        ## Evidence

        {Evidence(evidence)}

        ## What a rollout would mean

        - package: {evidence.Manifest.Package.Version} ({evidence.Manifest.Package.Suite}, {evidence.Manifest.Package.Architecture}); another build for every other suite
        - each host: install as a transaction, hold and pin; security updates of libspice-server1 are then watched for and rebuilt by hand
        - a node's redeploy runs a dist-upgrade: the hold must be part of the deployment, or the patch is silently lost
        - running VMs keep the old library until they are destroyed and started again

        ## Open questions

        1. How is harm noticed on hosts without debug logging: guests that freeze, or 50 streams of widgets?
        2. Which hosts run `streaming-video=all`? There a larger ring lets widgets become streams.
        3. Who rebuilds on a security update, and within how long?
        4. Does upstream take the change, so that there is an end to this?
        5. Would 64 entries, or matching the newest entry, do?

        ## Before anything is decided

        - the trial repeated on a second host, by the same rule (`{evidence.Comparisons[0].Rule}`)
        - no freeze of a guest in the candidate's runs, over at least as much playback as the baseline's
        """;

    public static string Falsified(TrialEvidence evidence)
    {
        var isHarm = evidence.Verdict == Verdict.Regression;
        return $"""
            # Phase 17: {(isHarm ? "the patch went wrong" : "the trace ring is not the cause")}

            **Status: {(isHarm ? "Stopped" : "Falsified")}.** {VerdictWords.Meaning(evidence.Comparisons[0])}

            ## Prediction and outcome

            Predicted: with {evidence.Manifest.TraceItems} entries the video's stream comes back substantially more often, at about the same rate of OOMs.

            {Evidence(evidence)}

            ## What this does and does not say

            - It holds for the workload and the host measured here.
            {(isHarm
                ? "- It does not say that the ring is the cause of the harm: chance and the stream itself are not excluded. It says that the patch is not safe to deploy before that is known."
                : "- It does not say that the ring never matters: where evictions come often enough and find the video in reach, the lab shows an effect.")}

            ## Pivot

            {(isHarm ? """
            1. Revert the hosts that have the package (`./build.sh Revert --host ...`).
            2. Find out what froze or starved: repeat the candidate's run with 16 and 64 entries, and stock in a configuration in which it streams.
            3. Phase 16 (guest-driver alternatives) goes on meanwhile; it does not depend on this.
            """ : """
            1. Phase 16 (guest-driver alternatives) escalates: it removes the OOMs themselves.
            2. Look at what the log does show: `current` at each OOM, OOMs without `free_some`, gaps above 200 ms.
            3. The command ring (`QXL_COMMAND_RING_SIZE`) as the next hypothesis, as an investigation of its own.
            """)}
            """;
    }

    static string Evidence(TrialEvidence evidence) =>
        IssueMeasurements.Actual(evidence) + "\n\n" + IssueMeasurements.Measurements(evidence);
}
