using Nuke.Common;
using SpiceTrial.Trial;

/// <summary>The chain's settings, from the parameters of its components.</summary>
interface IHazSettings : INukeBuild
{
    /// <summary>Checked before the first target does anything.</summary>
    ChainSettings Settings
    {
        get
        {
            var (given, verification, defaults) = ((IPackageArtifacts)this, (IVerifyArtifacts)this, new ChainSettings(RootDirectory));
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
                AskedTraceItems = given.AskedTraceItems,
                Builder = given.Builder ?? defaults.Builder,
                ContainerEngine = given.ContainerEngine,
                SkipPackageTests = given.SkipPackageTests,
                Jobs = Count.AtLeastOne("--jobs", given.Jobs) ?? defaults.Jobs,
                BuildTimeout = Count.AtLeastOne("--build-timeout", given.BuildTimeout) is { } minutes
                    ? TimeSpan.FromMinutes(minutes) : defaults.BuildTimeout,
                BaseDate = given.BaseDay ?? defaults.BaseDate,
                CacheDirectory = given.CacheDirectory,
                Built = given.ArtifactsDirectory,
                CheckReproducible = verification.CheckReproducible,
                SigningKey = verification.SigningKey,
                TrustedKeyring = verification.TrustedKeyring,
                Output = given.Output,
            }).Checked();
        }
    }
}
