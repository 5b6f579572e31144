using SpiceTrial.Lab.Cells;
using SpiceTrial.Lab.Libraries;
using SpiceTrial.Lab.Scenarios;

namespace SpiceTrial.Lab.Runs;

/// <summary><c>lab.json</c>: what ran, and what it says. docs/lab.md describes the keys.</summary>
/// <param name="Cells">Every scenario on every ring size with every seed.</param>
/// <param name="Findings">One for each scenario.</param>
/// <param name="Libraries">What was tested.</param>
/// <param name="Scenarios">The loads in full, so that a result can be repeated from this file alone.</param>
/// <param name="RealTime">Whether the library kept the machine's clock.</param>
public sealed record LabResult(
    IReadOnlyList<LabCell> Cells, IReadOnlyList<LabFinding> Findings, IReadOnlyList<LabLibrary> Libraries, IReadOnlyList<Scenario> Scenarios, bool RealTime);
