using SpiceTrial.Debian;
using SpiceTrial.Hosts;

namespace SpiceTrial.Trial;

/// <summary>Holds what the operator chose against what can be, before the first step does anything.</summary>
static partial class SettingsCheck
{
    // errno(3): a full disk is no wrong folder, and is explained where it matters.
    const int NoSpace = 28;
    const int OverQuota = 122;

    /// <exception cref="TrialException">BadInput: a value with which no step could do anything.</exception>
    public static void Check(ChainSettings settings, DateOnly today)
    {
        HostName.Check(settings.Hypervisor);
        if (settings.PackageVersion is { } version)
            DebianVersion.Parse(version, "--package-version");
        if (settings.Suite is { } suite && !SuiteForm().IsMatch(suite))
            throw Bad("--suite", $"not a suite: {Printable.Show(suite)}", $"Use {string.Join(", ", Releases.Suites)}");
        if (settings.Architecture is { } architecture && !Releases.Architectures.Contains(architecture))
            throw Bad("--architecture", $"nothing can be built for {Printable.Show(architecture)}",
                $"Use {string.Join(" or ", Releases.Architectures)}, which are supported");
        if (settings.Mirror is { } mirror)
            Mirror.Check(mirror, "--mirror");
        if (settings.SnapshotMirror is { } snapshots)
            Mirror.Check(snapshots, "--snapshot-mirror");
        if (settings.BaseDate > today)
            throw Bad("--base-date", $"{settings.BaseDate:yyyy-MM-dd} is in the future: today is {today:yyyy-MM-dd} (UTC)",
                "Leave it out for today, or give the day of an environment that is kept");
        // A timer takes 49 days.
        if (settings.BuildTimeout > TimeSpan.FromDays(7))
            throw Bad("--build-timeout", $"no build takes {settings.BuildTimeout.TotalMinutes:0} minutes", "Give 10080, a week, at most");
        if (settings.CacheDirectory is { } cache)
            CheckCache(Path.GetFullPath(cache));
    }

    /// <summary>Whether a folder can be made there, tried in the nearest one that exists: /proc looks writable to root and is
    /// not.</summary>
    static void CheckCache(string cache)
    {
        var nearest = cache;
        while (!Path.Exists(nearest))
            nearest = Path.GetDirectoryName(nearest)!;
        var attempt = Path.Combine(nearest, $".spice-trial-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(attempt);
            Directory.Delete(attempt);
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException && e.HResult is not (NoSpace or OverQuota)))
        {
            throw Bad("--cache-directory",
                $"no folder can be made in {nearest}: {e.Message.Replace(attempt, nearest, StringComparison.Ordinal)}",
                "Give a folder that you may write, or leave it out for ~/.cache/spice-trial", e);
        }
    }

    static TrialException Bad(string option, string what, string hint, Exception? cause = null) =>
        new(what, option, hint, ExitStatus.BadInput, cause);

    // As a mirror's dists/ has them: bookworm, bookworm-backports, stable/updates.
    [GeneratedRegex(@"\A[a-z0-9][A-Za-z0-9./_-]*\z")]
    private static partial Regex SuiteForm();
}
