using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Lab;
using SpiceTrial.Sessions;
using SpiceTrial.Testing;

/// <summary>The whole validation run with real guests, on this machine.</summary>
[AlsoReads(nameof(ICapture.Tag), nameof(ILab.Scenarios), nameof(ILab.RingSizes), nameof(ILab.Client), nameof(IPlan.Seed),
    nameof(IPlan.Minutes), nameof(ILab.EmitCells),
    Not = [nameof(IApplyPatch.TraceItems), nameof(IApplyPatch.Control), nameof(IHazHypervisor.Hypervisor), nameof(IHazHypervisor.SshConfig),
        nameof(IResolveVersion.PackageVersion), nameof(IResolveVersion.RequireLive), nameof(IResolveVersion.Suite),
        nameof(IResolveVersion.Architecture)])]
interface IRehearse : IHazChain, IHazOutput
{
    [Parameter("Debian of the guest (default: bullseye, whose kernel does not freeze by itself)",
        ValueProviderType = typeof(TestGuestImage), ValueProviderMember = nameof(TestGuestImage.Suites))]
    string? Guest => TryGetValue(() => Guest);

    [Parameter("Runs of each of the two arms, the first and the last ring (default: 4)")]
    int? Pairs => TryGetValue<int?>(() => Pairs);

    sealed RehearsalSettings RehearsalSettings
    {
        get
        {
            var (lab, plan) = ((ILab)this, (IPlan)this);
            var suite = Guest ?? TestGuestImage.DefaultSuite;
            var words = lab.Scenarios ?? ["guest-16mib"];
            var settings = new RehearsalSettings(Settings, ScenarioFiles.Of(words))
            {
                ScenarioWords = ScenarioFiles.Expand(words),
                Name = SessionPath.TagOrThrow(((ICapture)this).Tag ?? suite),
                Suite = suite,
                Pairs = Count.AtLeastOne("--pairs", Pairs) ?? 4,
                Seed = plan.Seed ?? 1,
                WithClient = lab.Client,
            };
            return settings with
            {
                RingSizes = [.. (lab.RingSizes ?? settings.RingSizes)
                    .Select(x => SpiceTrial.Debian.TraceItems.From(x, "--ring-sizes").Count)],
                Minutes = Count.AtLeastOne("--minutes", plan.Minutes) ?? settings.Minutes,
            };
        }
    }

    [TargetHelp(Purpose.Lab, "Rehearses the whole trial with real guests on a test host", "Rehearse --pairs 4 --minutes 2")]
    Target Rehearse => _ => _
        .Described<IRehearse>()
        .Executes(async () =>
        {
            var settings = RehearsalSettings;
            if (((ILab)this).EmitCells)
            {
                await ((ILab)this).EmitAsync(settings.Cells);
                return;
            }

            var record = await new Rehearse(settings, OfRun.Output, OfRun.Hosts).RunAsync(Cancelled);
            await CopyAsync(Rehearsal.FileName, record, Cancelled);
            ConsoleTable.WriteColumns(RehearsalTable.Rows(record));
            ReportSummary(x => x.AddPair("Verdict", string.Join(", ", record.Verdicts.Values.DefaultIfEmpty("none")))
                .AddPair("Report", Standpoint.Told(Path.Combine(settings.Folder, "report.html"))));
        });
}
