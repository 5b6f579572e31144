namespace SpiceTrial.Verdicts;

/// <summary>The plan's gate, evaluated: <c>gate.json</c>.</summary>
/// <param name="State">The outcome.</param>
/// <param name="Reasons">In plain words.</param>
/// <param name="Baseline">The windowed run, 006c in the plan; <c>null</c> where it is missing.</param>
/// <param name="Candidate">The fullscreen run, 006d in the plan; <c>null</c> where it is missing.</param>
/// <param name="Ratio">OOM rate of the candidate over the baseline's.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Dispersion">How much more the OOMs scatter than independent ones would; 1 is independent.</param>
/// <param name="Rule">The rule that was applied.</param>
public sealed record GateRecord(
    GateState State, IReadOnlyList<string> Reasons, GateRun? Baseline, GateRun? Candidate, double? Ratio, double? Low, double? High,
    double? Dispersion, GateRule Rule)
{
    public const string FileName = "gate.json";

    internal string Why => Reasons.Count == 0 ? "no reason given" : string.Join("; ", Reasons);

    /// <summary>As it was evaluated; without a file nobody has done so.</summary>
    /// <exception cref="TrialException">The file can't be read: a gate that can't be read is not an open one.</exception>
    public static async Task<GateRecord> ReadAsync(string path, CancellationToken cancellationToken) => File.Exists(path)
        ? await RecordFile.ReadAsync<GateRecord>(path, cancellationToken)
        : new(GateState.NotEvaluated, [$"there is no {FileName}"], null, null, null, null, null, null, GateRule.Current);

    /// <summary>A gate is a look at two runs: where one is missing there is nothing to keep.</summary>
    /// <exception cref="TrialException">BadInput: one is missing.</exception>
    public GateRecord OfTwoRuns() => Baseline is not null && Candidate is not null ? this : throw new TrialException(
        $"the gate is not evaluated: {Why}", "--baseline, --candidate",
        "Capture the run, or name its session: Gate --baseline PATH --candidate PATH; nothing was written", ExitStatus.BadInput);

    /// <summary>Writes it, unless it says nothing where an evaluated one stands already: <c>Install</c> obeys that one.</summary>
    /// <returns>The gate that the file holds then.</returns>
    public async Task<GateRecord> KeepAsync(string path, CancellationToken cancellationToken)
    {
        if (State == GateState.NotEvaluated && File.Exists(path)
            && await RecordFile.ReadAsync<GateRecord>(path, cancellationToken) is { State: not GateState.NotEvaluated } evaluated)
            return evaluated;
        await RecordFile.WriteAsync(path, this, cancellationToken);
        return this;
    }
}
