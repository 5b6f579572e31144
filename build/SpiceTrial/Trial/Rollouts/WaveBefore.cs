using SpiceTrial.Hosts;

namespace SpiceTrial.Trial;

/// <summary>What must be true before a wave begins: of its hosts, of every earlier one, and of the evidence. Nothing is changed
/// here.</summary>
sealed class WaveBefore(RolloutFile file, AnsibleFleet fleet, int wave, RolloutRequest request, IOperator operators, TimeProvider clock)
{
    RolloutWave Wave => file.Record.Waves[wave];

    IReadOnlyList<RolloutHost> Earlier => [.. file.Record.Waves.Take(wave).SelectMany(x => x.Hosts)];

    /// <summary>Looks at the hosts of the wave and of all waves before it.</summary>
    /// <returns>Those of the wave.</returns>
    /// <exception cref="TrialException">Refused: an earlier host is not what it was confirmed as.</exception>
    public async Task<IReadOnlyList<FleetLook>> LookAsync(CancellationToken cancellationToken)
    {
        var (earlier, names) = (Earlier, Wave.Names);
        operators.Say($"wave {wave + 1} of {file.Record.Waves.Count}: looking at {names.Count} hosts"
            + $"{(earlier.Count > 0 ? $", and at the {earlier.Count} before" : "")}");
        var looks = (await fleet.LookAsync([.. earlier.Select(x => x.Name), .. names], request.HealthCommand, cancellationToken))
            .ToDictionary(x => x.Host, StringComparer.Ordinal);
        if (!request.Install.DryRun)
            await file.SetAsync(x => x with
            {
                HealthCommand = request.HealthCommand,
                ConfirmWithin = request.Install.ConfirmWithin,
                // Once of a test host, never of a real one again.
                Origin = looks.Values.Any(y => y.Reading?.Origin == Origin.Test) ? Origin.Test : x.Origin,
                Waves = [.. x.Waves.Select((y, i) => i >= wave ? y : y with { Hosts = [.. y.Hosts.Select(z => z.After(looks[z.Name]))] })],
            });
        ThrowUnlessConfirmed(earlier, looks);
        return [.. names.Select(x => looks[x])];
    }

    void ThrowUnlessConfirmed(IReadOnlyList<RolloutHost> earlier, Dictionary<string, FleetLook> looks)
    {
        var changed = earlier.Where(x => !looks[x.Name].IsConfirmed(x.Build) || looks[x.Name].Weakness is not null)
            .Select(x => $"{x.Name}: {Now(looks[x.Name], x.Build)}").ToList();
        if (changed.Count > 0)
            throw new TrialException(
                $"wave {wave + 1} was not begun: hosts of earlier waves are not confirmed any more, or not in order: "
                + string.Join("; ", changed), file.Path,
                $"Look at them: {file.Record.Look}. Rollout --name {request.Name} --revert takes the rollout back",
                ExitStatus.Refused);
    }

    static string Now(FleetLook look, string? build) => look.Reading is { } now
        ? (look.IsConfirmed(build) ? look.Weakness : look.Trouble)
            ?? $"{now.Version?.ToString() ?? "no package"}, {now.Transaction?.ToString() ?? "no transaction"}"
            + $"{(now.Replacement is { } theirs ? $", replaced by somebody else: {theirs}" : "")}"
        : look.Trouble ?? "no answer";

    /// <summary>Writes how the hosts were found, as after an attempt that changed none of them.</summary>
    public Task KeepAsync(IReadOnlyList<JudgedHost> judged) => file.SetAsync(
        x => x.With(wave, new([.. judged.Select((y, i) => Of(y, x.Waves[wave].Hosts[i]))])) with {
            Builds = [.. x.Builds.Union(judged.Where(y => y.Artifacts is not null).Select(y => RolloutBuild.Of(y.Artifacts!)))] },
        wave + 1, $"looked at {judged.Count} hosts{(judged.Any(x => x.StandsAgainst) ? "; refused" : "")}");

    static RolloutHost Of(JudgedHost host, RolloutHost before)
    {
        // What an attempt before has begun and nobody has ended: --revert means it, and its build, still.
        var begun = before.MayBeOpen && (host.Look.Reading is not { } now
            || (now.Transaction is { } open ? open.MayBe(before.Transaction) : now.BuildId == before.Build)) ? before : null;
        var build = host.Artifacts?.Artifacts.Library.BuildId ?? begun?.Build ?? host.Look.Reading?.BuildId;
        var seen = new RolloutHost(host.Look.Host, host.Outcome, build, host.Reason) { Transaction = begun?.Transaction };
        return host.Outcome == HostOutcome.Confirmed ? seen.After(host.Look) : seen;
    }

    /// <exception cref="TrialException">Refused: one host stands against the whole wave.</exception>
    public void ThrowIfRefused(IReadOnlyList<JudgedHost> judged)
    {
        var against = judged.Where(x => x.StandsAgainst).Select(x => $"{x.Look.Host}: {x.Reason}").ToList();
        if (against.Count > 0)
            throw new TrialException($"wave {wave + 1} was not begun, nothing was changed: {string.Join("; ", against)}", file.Path,
                string.Join("; ", judged.SelectMany(x => x.Rows).Where(x => x.Outcome == PreflightOutcome.Refused).Select(x => x.Hint)
                    .Append("repair that, or leave the host out of the group and begin a rollout under another --name").Distinct()),
                ExitStatus.Refused);
    }

    /// <summary>Between waves: evidence; where there is too little, the operator's word with a reason.</summary>
    /// <exception cref="TrialException">Refused: the evidence says stop, or not enough.</exception>
    public async Task PassEvidenceAsync(IReadOnlyList<JudgedHost> judged, CancellationToken cancellationToken)
    {
        if (wave == 0)
            return;
        var (comparison, missing) = await RolloutEvidence.FindAsync(request.Comparison, [.. Earlier.Select(x => x.Build).OfType<string>()],
            [.. judged.Where(x => x.Call is not null).Select(x => x.Artifacts!.Artifacts.Library.BuildId ?? "unknown").Distinct()],
            cancellationToken);
        var evidence = RolloutEvidence.Judge(wave + 1, clock.GetUtcNow(), comparison, request.Comparison, missing,
            (Earlier.Sum(x => x.GuestsOnBuild ?? 0), Earlier.Sum(x => (x.GuestsOnBuild ?? 0) + (x.GuestsOnOther ?? 0))),
            file.Record.Origin == Origin.Test);
        var why = string.Join("; ", evidence.Reasons);
        if (evidence.Decision == EvidenceDecision.Proceed)
            operators.Say($"evidence: {why}");
        else if (evidence.Decision == EvidenceDecision.Pause && !string.IsNullOrWhiteSpace(request.Install.OverrideGate))
        {
            operators.Warn($"evidence: {why}; overridden: {request.Install.OverrideGate}");
            evidence = evidence with
            {
                Decision = EvidenceDecision.Overridden, Who = RolloutFile.Who, Override = request.Install.OverrideGate,
            };
        }

        await file.SetAsync(x => x with { Evidence = [.. x.Evidence, evidence] }, wave + 1,
            $"evidence: {Printable.Word(evidence.Decision)}; {why}");
        if (evidence.Decision is EvidenceDecision.Pause or EvidenceDecision.Stop)
            throw new TrialException($"wave {wave + 1} was not begun, nothing was changed: {why}", file.Path,
                evidence.Decision == EvidenceDecision.Stop
                    ? $"./build.sh Rollout --name {request.Name} --revert takes the earlier waves back"
                    : "Start guests anew on the earlier hosts, capture runs, ./build.sh Compare; or --override-gate \"reason\"",
                ExitStatus.Refused);
    }
}
