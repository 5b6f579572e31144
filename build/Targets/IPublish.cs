using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;
using SpiceTrial.Trial;

/// <summary>What was built, for image builds and mirrors.</summary>
[AlsoReads(nameof(IVerifyArtifacts.SigningKey), nameof(IVerifyArtifacts.TrustedKeyring), nameof(IDebBuild.CacheDirectory),
    nameof(IHazConsent.Yes))]
interface IPublish : IHazSettings, IHazOutput, ICanBeCancelled
{
    [TargetHelp(Purpose.Build, "Makes a signed apt repository of what is verified in built/", "Publish --signing-key KEY --output DIR")]
    Target Publish => _ => _
        .Described<IPublish>()
        .Executes(async () =>
        {
            var key = Settings.SigningKey ?? throw new TrialException("a repository that nobody signs is none", "--signing-key",
                "Name a key of your keyring: `gpg --list-secret-keys` shows them", ExitStatus.BadInput);
            await new Prerequisites(x => Log.Information("{Text:l}", x)).EnsureAsync(AptRepository.ProgramsNeeded, Cancelled);
            var folder = Path.GetFullPath(Output ?? Path.Combine(TemporaryDirectory, "apt"));
            var suites = await new AptRepository(Settings.Workspace, key, Settings.TrustedKeyring, x => Log.Information("{Text:l}", x))
                .WriteAsync(folder, Cancelled);
            ReportSummary(x => x.AddPair("Suites", string.Join(", ", suites)).AddPair("Written", Standpoint.Told(folder)));
        });
}
