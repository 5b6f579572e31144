using SpiceTrial.Artifacts;
using SpiceTrial.Hosts;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Trial;

/// <summary>Judges a host before anything of its wave changes: what Install refuses is refused.</summary>
/// <param name="choose">The artifacts of <c>built/</c> for a host; <c>null</c> where none fit.</param>
/// <param name="gate">The field's gate.</param>
/// <param name="builds">What earlier waves have: a release and architecture keeps its build.</param>
/// <param name="accepted">What the operator accepts.</param>
sealed class WaveJudge(Func<HostReading, CancellationToken, Task<VerifiedArtifacts?>> choose, GateRecord gate,
    IReadOnlyList<RolloutBuild> builds, InstallOptions accepted)
{
    // Of a gate that is not shut the option is for the evidence.
    readonly InstallOptions options = gate.State == GateState.Pivot ? accepted : accepted with { OverrideGate = null };

    readonly Dictionary<string, (VerifiedArtifacts? Found, string? Why)> chosen = new(StringComparer.Ordinal);

    public async Task<JudgedHost> JudgeAsync(FleetLook look, CancellationToken cancellationToken)
    {
        // What the health command says before is no harm of this wave: it would be taken back for it.
        if (look is not { Reading: { } facts, Trouble: null })
            return new(look, look.IsReached ? HostOutcome.Refused : HostOutcome.Unreachable, look.Trouble ?? "no answer", []);
        var (artifacts, why) = await ChooseAsync(facts, cancellationToken);
        if (artifacts is null)
        {
            // What stands against the host itself is worth more than that nothing fits it.
            var own = Preflight.Judge(facts, artifacts: null, gate, options, isOfFleet: true);
            return new(look, HostOutcome.Refused, Refusals(own) is { Length: > 0 } theirs ? theirs : why!, own);
        }

        var build = RolloutBuild.Of(artifacts);
        if (builds.FirstOrDefault(x => x.Suite == build.Suite && x.Architecture == build.Architecture) is { } known && known != build)
            return new(look, HostOutcome.Refused, $"the artifacts have changed since the earlier waves: {known.Version} had build-id "
                + $"{known.BuildId}, it is {build.Version} with {build.BuildId} now", []);
        if (look.IsConfirmed(build.BuildId))
            return look.Weakness is { } weak ? new(look, HostOutcome.Refused, weak, [])
                : new(look, HostOutcome.Confirmed, "it was confirmed before", []) { Artifacts = artifacts };
        var rows = Preflight.Judge(facts, artifacts, gate, options, isOfFleet: true);
        return Refusals(rows) is { Length: > 0 } reasons
            ? new(look, HostOutcome.Refused, reasons, rows) : new(look, HostOutcome.Untouched, null, rows)
            {
                Artifacts = artifacts, Call = InstallCall.For(facts, artifacts, gate, options),
            };
    }

    static string Refusals(IEnumerable<PreflightRow> rows) => string.Join("; ",
        rows.Where(x => x.Outcome == PreflightOutcome.Refused).Select(x => $"{x.Name}: {x.Finding}"));

    // Hosts of one kind share it: its verification takes longer than a look.
    async Task<(VerifiedArtifacts? Found, string? Why)> ChooseAsync(HostReading facts, CancellationToken cancellationToken)
    {
        var kind = $"{facts.Release.Suite(options.Suite)} {facts.Architecture} {facts.Version?.StockVersion.SourceVersion}";
        if (chosen.TryGetValue(kind, out var known))
            return known;
        try
        {
            var found = await choose(facts, cancellationToken);
            return chosen[kind] = (found, found is not null ? null
                : $"nothing in built/ with {options.TraceItems} entries fits it ({kind}): ./build.sh DebBuild "
                    + $"--trace-items {options.TraceItems} makes it, with that --suite and --architecture");
        }
        catch (TrialException e) when (e.Status == ExitStatus.Refused)
        {
            return chosen[kind] = (null, e.What);
        }
    }
}
