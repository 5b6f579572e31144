using Nuke.Common;

/// <summary>Targets that set the runs of one arm against those of another.</summary>
interface IHazArms : IHazVideo
{
    [Parameter("Runs of the baseline: bundles, folders, logs or analysis.json, separated by commas", Separator = ",")]
    string[]? Baseline => TryGetValue(() => Baseline);

    [Parameter("Runs of the candidate, given like those of the baseline", Separator = ",")]
    string[]? Candidate => TryGetValue(() => Candidate);
}
