using SpiceTrial.Lab;
using SpiceTrial.Trial;

namespace SpiceTrial.Testing;

/// <summary>The rehearsal's scenarios in the lab, on the very builds that the guests ran on.</summary>
sealed class RehearsalLab(RehearsalSettings settings)
{
    public async Task<IReadOnlyList<LabCell>> RunAsync(CancellationToken cancellationToken)
    {
        var workspace = settings.Chain.Workspace with { Built = settings.Built };
        var lab = new LabSettings(workspace, settings.Scenarios)
        {
            Folder = Path.Combine(settings.Scratch, "lab"), RingSizes = settings.RingSizes,
        };
        var libraries = new BuiltLibraries(workspace, (sizes, _) => throw new TrialException(
            $"the builds of {string.Join(", ", sizes)} entries are not there any more", settings.Built,
            "Copy that folder from the machine that made the runs, with its records below ~/.local/state/spice-trial/artifacts/, or "
                + "rehearse with another --tag, which builds them",
            ExitStatus.BadInput));
        return (await new LabRun(lab, libraries.OpenAsync, _ => { }).RunAsync(cancellationToken)).Cells;
    }
}
