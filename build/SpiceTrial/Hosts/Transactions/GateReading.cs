using SpiceTrial.Verdicts;

namespace SpiceTrial.Hosts;

/// <summary>The gate's state as Install reads it.</summary>
/// <param name="State">Its state.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record GateReading(GateState State, string Reason)
{
    public const string FileName = "gate.json";

    /// <summary>A missing file is a gate that nobody has evaluated.</summary>
    /// <exception cref="TrialException">The file can't be read: a gate that can't be read is not an open one.</exception>
    public static async Task<GateReading> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return new(GateState.NotEvaluated, $"there is no {Path.GetFileName(path)}");
        var read = await RecordFile.ReadAsync<GateFile>(path, cancellationToken);
        return new(read.State, read.Reasons.Count == 0 ? "no reason given" : string.Join("; ", read.Reasons));
    }

    sealed record GateFile(GateState State, IReadOnlyList<string> Reasons);
}
