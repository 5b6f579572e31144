namespace SpiceTrial.Lab;

/// <summary>What one run's log says about the regime that it is in.</summary>
/// <param name="Tag">The run.</param>
/// <param name="Regime">The regime.</param>
/// <param name="Words">What it means for the operator.</param>
/// <param name="RingCanMatter">Whether another ring size can change anything; <c>null</c> where the log does not tell.</param>
/// <param name="Figures">What was read from the log, and what each figure says.</param>
/// <param name="Bounds">What the log can't show.</param>
/// <param name="LookNext">What to do to know more.</param>
/// <param name="Evidence">The lab's scenarios of this regime.</param>
public sealed record Diagnosis(
    string Tag,
    Regime Regime,
    string Words,
    bool? RingCanMatter,
    IReadOnlyList<Diagnosis.Figure> Figures,
    IReadOnlyList<string> Bounds,
    IReadOnlyList<string> LookNext,
    IReadOnlyList<Diagnosis.InLab> Evidence)
{
    /// <param name="Name">What was read.</param>
    /// <param name="Value">As text; "not known" where the log lacks it.</param>
    /// <param name="Meaning">What it says.</param>
    public sealed record Figure(string Name, string Value, string Meaning);

    /// <param name="Scenario">A scenario of the lab.</param>
    /// <param name="About">What it is.</param>
    /// <param name="Finding">What the lab found, or <c>null</c> where it has not been run here.</param>
    public sealed record InLab(string Scenario, string About, LabFinding? Finding);
}
