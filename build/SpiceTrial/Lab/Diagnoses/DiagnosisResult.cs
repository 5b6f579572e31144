namespace SpiceTrial.Lab;

/// <summary><c>diagnosis.json</c>.</summary>
/// <param name="Diagnoses">One for each run in the session.</param>
/// <param name="LabResults">The <c>lab.json</c> that the evidence is from, or <c>null</c>.</param>
public sealed record DiagnosisResult(IReadOnlyList<Diagnosis> Diagnoses, string? LabResults);
