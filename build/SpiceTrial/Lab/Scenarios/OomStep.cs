namespace SpiceTrial.Lab;

/// <summary>One stop of a cycle.</summary>
/// <param name="Frames">Frames since the stop before.</param>
/// <param name="Answers">One OOM for each: whether flushing released something, so that nothing is evicted.</param>
public sealed record OomStep(int Frames, IReadOnlyList<bool> Answers);
