using Nuke.Common;

/// <summary>Targets that set the runs of one arm against those of another.</summary>
interface IHazArms : IHazVideo
{
    [Parameter("Runs of the baseline: bundles, folders, logs or analysis.json, separated by commas (default for Gate: 006c)",
        Separator = ",")]
    string[]? Baseline => TryGetValue(() => Baseline);

    [Parameter("Runs of the candidate, given like those of the baseline (default for Gate: 006d)", Separator = ",")]
    string[]? Candidate => TryGetValue(() => Candidate);
}
