using SpiceTrial.Artifacts;
using SpiceTrial.Debian;

namespace SpiceTrial.Trial;

/// <summary>Something that a record has to be of, because the operator asked for it or the step before made it. A step that is skipped
/// leaves its record to those behind it: what it was not asked for would be built, or verified, without a word.</summary>
/// <param name="Wanted"><c>null</c>: anything will do.</param>
/// <param name="Found">What the record is of.</param>
/// <param name="Otherwise">What is said where it is of something else.</param>
sealed record Demand(object? Wanted, object? Found, string Otherwise)
{
    /// <exception cref="TrialException">One of them is not met.</exception>
    public static void Enforce(IEnumerable<Demand> demands, string where, string hint, ExitStatus status = ExitStatus.BadInput)
    {
        if (demands.FirstOrDefault(x => x.Wanted is not null && !x.Wanted.Equals(x.Found)) is { } broken)
            throw new TrialException(broken.Otherwise, where, hint, status);
    }

    /// <param name="settings">What the operator asked for.</param>
    /// <param name="traceItems">Of the record.</param>
    /// <param name="who">Begins what is said of it, e.g. <c>the last result has</c>.</param>
    public static Demand OnRing(ChainSettings settings, int traceItems, string who) => Of(
        settings.AskedTraceItems == TraceItems.Stock ? "--control, or --trace-items," : "--trace-items", settings.AskedTraceItems,
        traceItems, who);

    /// <inheritdoc cref="OnRing"/>
    public static IEnumerable<Demand> OnPackage(
        ChainSettings settings, string suite, string architecture, DebianVersion version, string who) =>
    [
        Of("--suite", settings.Suite, suite, who),
        Of("--architecture", settings.Architecture, architecture, who),
        Of("--package-version", settings.PackageVersion, version.ToString(), who),
    ];

    /// <inheritdoc cref="OnRing"/>
    public static IEnumerable<Demand> OnArtifacts(ChainSettings settings, Manifest manifest, string who) =>
        OnPackage(settings, manifest.Package.Suite, manifest.Package.Architecture, manifest.Chain.ResolveVersion.BinaryVersion, who)
            .Prepend(OnRing(settings, manifest.TraceItems, who));

    /// <summary>Each step run alone replaces its own record; those behind it are then of something else.</summary>
    public static IEnumerable<Demand> OnEachOther(ChainRecords chain) =>
    [
        Between("DebBuild", $"{chain.DebBuild.Version}", "ApplyPatch", $"{chain.ApplyPatch.Version}"),
        Between("ApplyPatch", $"{chain.ApplyPatch.BaseVersion}", "FetchSource", $"{chain.FetchSource.Version}"),
        Between("FetchSource", $"{chain.FetchSource.Version}", "ResolveVersion", $"{chain.ResolveVersion.SourceVersion.StockVersion}"),
        Between("DebBuild", $"{chain.DebBuild.Suite} {chain.DebBuild.Architecture}", "ResolveVersion",
            $"{chain.ResolveVersion.Suite} {chain.ResolveVersion.Architecture}"),
    ];

    static Demand Of(string option, object? asked, object found, string who) =>
        new(asked, found, $"{option} is {asked}, but {who} {found}");

    static Demand Between(string later, string made, string earlier, string of) =>
        new(of, made, $"the last {later} is of another {earlier}: it made {made}, the last {earlier} is of {of}");
}
