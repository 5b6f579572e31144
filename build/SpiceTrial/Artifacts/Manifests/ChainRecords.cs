using SpiceTrial.Builders;
using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

public sealed record ChainRecords(
    ResolvedPackage ResolveVersion, SourcePackage FetchSource, PatchedSource ApplyPatch, BuiltPackages DebBuild);
