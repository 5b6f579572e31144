namespace SpiceTrial.Verdicts;

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
