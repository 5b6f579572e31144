using SpiceTrial.Builders;
using SpiceTrial.Hosts;

namespace SpiceTrial.Trial;

/// <summary>What the operator chose for the chain; every property says its default.</summary>
public sealed record ChainSettings(string Root)
{
    /// <summary>The host whose version is built for. Default: <c>sf-2</c>.</summary>
    public string Hypervisor { get; init; } = "sf-2";

    /// <summary>Instead of asking the host. Default: ask.</summary>
    public string? PackageVersion { get; init; }

    /// <summary>Default: the host's.</summary>
    public string? Suite { get; init; }

    /// <summary>Default: the host's.</summary>
    public string? Architecture { get; init; }

    /// <summary>Fail instead of using the recorded version. Default: no.</summary>
    public bool RequireLive { get; init; }

    /// <summary>Default: the user's own.</summary>
    public string? SshConfig { get; init; }

    /// <summary>Archive to fetch from. Default: mmdebstrap's own.</summary>
    public string? Mirror { get; init; }

    /// <summary>Service for versions that the suite has dropped. Default: debsnap's own.</summary>
    public string? SnapshotMirror { get; init; }

    /// <summary>Entries of the trace ring: a power of two from 8 to 256. Default: 128.</summary>
    public int TraceItems { get => AskedTraceItems ?? 128; init => AskedTraceItems = value; }

    /// <summary>The same where the operator gave it. Default: <c>null</c>, and a skipped step's record counts.</summary>
    public int? AskedTraceItems { get; init; }

    /// <summary>auto, container, chroot or host. Default: auto.</summary>
    public string Builder { get; init; } = BuilderChoice.Auto;

    /// <summary>docker or podman. Default: the first that works.</summary>
    public string? ContainerEngine { get; init; }

    /// <summary>Default: the package's own tests run.</summary>
    public bool SkipPackageTests { get; init; }

    /// <summary>Parallel jobs. Default: one per core.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>For the package build alone, a week at most. Default: 60 minutes.</summary>
    public TimeSpan BuildTimeout { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Day (UTC) of the base environment; an earlier day uses the base kept from then. Default: today.</summary>
    public DateOnly BaseDate { get; init; } = DateOnly.FromDateTime(DateTime.UtcNow);

    /// <summary>Downloads, base environments, compiler cache. Default: <c>~/.cache/spice-trial</c>.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>Where packages are published. Default: <c>built/</c> of the project.</summary>
    public string? Built { get; init; }

    /// <summary>Where what this user's runs have proven is remembered. Default: the user's state folder.</summary>
    public string? State { get; init; }

    /// <summary>Build a second time when verifying, and compare. Default: no, it takes as long as the first build without a
    /// cache.</summary>
    public bool CheckReproducible { get; init; }

    /// <summary>OpenPGP key of the user's keyring that signs the provenance. Default: it is not signed.</summary>
    public string? SigningKey { get; init; }

    /// <summary>File of OpenPGP keys that may have signed artifacts. Default: none, and signatures are not checked.</summary>
    public string? TrustedKeyring { get; init; }

    /// <summary>A folder that gets a copy of what programs read (manifest.json). Default: none.</summary>
    public string? Output { get; init; }

    /// <summary>The file that keeps what was read of the host.</summary>
    public string HostRecord => HostName.RecordFile(Path.Combine(Root, "sessions", "hosts"), Hypervisor);

    /// <summary>The folders that these settings mean.</summary>
    /// <exception cref="TrialException">A path that mounts can't carry.</exception>
    public Workspace Workspace
    {
        get
        {
            var usual = Workspace.At(Root, CacheDirectory);
            return usual with { Built = Built ?? usual.Built, State = State ?? usual.State };
        }
    }

    /// <summary>The same, when every value is one that can be.</summary>
    /// <exception cref="TrialException">BadInput: one is not.</exception>
    public ChainSettings Checked()
    {
        SettingsCheck.Check(this, DateOnly.FromDateTime(DateTime.UtcNow));
        return this;
    }
}
