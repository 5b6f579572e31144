namespace SpiceTrial.Lab;

/// <param name="Name">What was read.</param>
/// <param name="Value">As text; "not known" where the log lacks it.</param>
/// <param name="Meaning">What it says.</param>
public sealed record DiagnosisFigure(string Name, string Value, string Meaning);
