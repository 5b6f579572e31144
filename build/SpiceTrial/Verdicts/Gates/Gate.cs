using SpiceTrial.Json;

namespace SpiceTrial.Verdicts.Gates;

/// <summary>Whether the field data speak for the trial.</summary>
public enum GateState
{
    /// <summary>A run is missing, or the two can't be told apart: nothing is known either way.</summary>
    NotEvaluated,

    /// <summary>The candidate's OOM rate is substantially lower: what the trace ring's model predicts.</summary>
    Proceed,

    /// <summary>It is not: the model's prediction failed, patching the ring alone is not expected to help.</summary>
    Pivot,
}

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
public sealed record Gate(
    GateState State, IReadOnlyList<string> Reasons, GateRun? Baseline, GateRun? Candidate, double? Ratio, double? Low, double? High, double? Dispersion, GateRule Rule)
{
    public const string FileName = "gate.json";

    /// <summary>Writes it, unless it says nothing where an evaluated one stands already: <c>Install</c> obeys that one.</summary>
    /// <returns>The gate that the file holds then.</returns>
    public async Task<Gate> KeepAsync(string path, CancellationToken cancellationToken)
    {
        if (State == GateState.NotEvaluated && File.Exists(path) && await RecordFile.ReadAsync<Gate>(path, cancellationToken) is { State: not GateState.NotEvaluated } evaluated)
            return evaluated;
        await RecordFile.WriteAsync(path, this, cancellationToken);
        return this;
    }
}

/// <param name="Tag">The session.</param>
/// <param name="Ooms">OOMs, each counted once.</param>
/// <param name="Minutes">Of playback.</param>
/// <param name="PerMinute">Their rate.</param>
/// <param name="Mode">The streaming mode.</param>
public sealed record GateRun(string Tag, int Ooms, double? Minutes, double? PerMinute, Sessions.StreamingMode? Mode);

/// <summary>Set before data are seen; <c>docs/gate.md</c> says why. A change of any value is a new name.</summary>
/// <param name="Name">Versioned.</param>
/// <param name="SubstantiallyLower">The candidate's rate below this share of the baseline's is "substantially lower".</param>
/// <param name="Confidence">Of the interval that must lie on one side of it.</param>
/// <param name="LeastMinutes">Of playback in each run.</param>
/// <param name="LeastOoms">Of both runs together: fewer say nothing.</param>
public sealed record GateRule(string Name, double SubstantiallyLower, double Confidence, double LeastMinutes, int LeastOoms)
{
    public static GateRule Current { get; } = new("gate-1", 0.75, 1 - VerdictRule.Level, 1, 20);
}
