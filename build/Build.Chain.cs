using Serilog;
using SpiceTrial.Trial;

/// <content>The chain's settings, from the parameters of its components.</content>
sealed partial class Build : IHazChain, IInfo, IDraftUpstreamIssue, IChainOutput
{
    // Static, because it ends after Nuke does: on Ctrl-C Nuke says that the build has finished while a target still cleans up.
    static ChainRun? chain;
    static readonly string[] AboutThePatch =
        [nameof(IDraftUpstreamIssue.DraftUpstreamIssue), nameof(IDraftPlan.DraftPlan), nameof(IDraftInstructions.DraftInstructions)];

    readonly StepDisplay steps = new(StepDisplay.IsWatched);

    public ChainRun Chain => chain ??= new ChainRun(Settings, this, Hosts);

    public ChainSettings Settings
    {
        get
        {
            IDraftUpstreamIssue given = this;
            IVerifyArtifacts verification = this;
            var defaults = new ChainSettings(RootDirectory);
            return (defaults with
            {
                Hypervisor = given.Hypervisor ?? defaults.Hypervisor,
                PackageVersion = given.PackageVersion,
                Suite = given.Suite,
                Architecture = given.Architecture,
                RequireLive = given.RequireLive,
                SshConfig = given.SshConfig,
                Mirror = given.Mirror,
                SnapshotMirror = given.SnapshotMirror,
                // Checked here and below, before the first target does anything.
                AskedTraceItems = Items(given) is { } items ? SpiceTrial.Debian.TraceItems.From(items).Count : null,
                Builder = given.Builder ?? defaults.Builder,
                ContainerEngine = given.ContainerEngine,
                SkipPackageTests = given.SkipPackageTests,
                Jobs = AtLeastOne("--jobs", given.Jobs) ?? defaults.Jobs,
                BuildTimeout = AtLeastOne("--build-timeout", given.BuildTimeout) is { } minutes
                    ? TimeSpan.FromMinutes(minutes) : defaults.BuildTimeout,
                BaseDate = Day(given.BaseDate) ?? defaults.BaseDate,
                CacheDirectory = given.CacheDirectory,
                CheckReproducible = verification.CheckReproducible,
                SigningKey = verification.SigningKey,
                TrustedKeyring = verification.TrustedKeyring,
                Output = given.Output,
            }).Checked();
        }
    }

    public void Phase(string text)
    {
        steps.End();
        Log.Information("{Phase:l}", text);
    }

    public void Step(int done, int all, string what) => steps.Show(done, all, what);

    public void Warning(string text)
    {
        steps.End();
        Log.Warning("{Warning:l}", text);
    }

    void IChainOutput.EndOfSteps() => steps.End();

    static int WithChain(Func<int> execute)
    {
        try
        {
            return execute();
        }
        finally
        {
            chain?.Dispose();
        }
    }

    int? Items(IDraftUpstreamIssue given) => given switch
    {
        { Control: true } or { TraceItems: SpiceTrial.Debian.TraceItems.Stock } when InvokedTargets.FirstOrDefault(
            x => AboutThePatch.Contains(x.Name)) is { } draft =>
            throw new TrialException($"{draft.Name} is about the patch, and the control has none", "--control",
                $"./build.sh DebBuild --control builds the control; {draft.Name} takes a patched result", ExitStatus.BadInput),
        { Control: false } => given.TraceItems,
        { TraceItems: null or SpiceTrial.Debian.TraceItems.Stock } => SpiceTrial.Debian.TraceItems.Stock,
        _ => throw new TrialException($"a control has {SpiceTrial.Debian.TraceItems.Stock} trace items, not {given.TraceItems}",
            "--control", "Leave out --trace-items or --control", ExitStatus.BadInput),
    };

    static int? AtLeastOne(string option, int? value) => Count.AtLeastOne(option, value);

    static DateOnly? Day(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new TrialException($"not a day: {text}", "--base-date", "Write it as yyyy-mm-dd", ExitStatus.BadInput);
}
