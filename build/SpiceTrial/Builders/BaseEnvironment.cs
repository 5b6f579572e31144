using SpiceTrial.Packages;
using SpiceTrial.Processes;

namespace SpiceTrial.Builders;

/// <summary>
/// The root file system that isolated builds start from: the suite's buildd variant with the build dependencies, made once
/// a day by mmdebstrap and kept as a folder that is only ever used as the lower layer of an overlay.
/// </summary>
public sealed class BaseEnvironment(Workspace workspace)
{
    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(30);

    /// <summary>Bases kept of one suite and architecture; each takes about 1 GB.</summary>
    const int Kept = 2;

    /// <summary>Returns the folder of the base, making it first where it is not there.</summary>
    public async Task<string> EnsureAsync(BuildRequest request, BuildProgress progress, CancellationToken cancellationToken)
    {
        var key = BaseKey.Of(request);
        var folder = Path.Combine(workspace.Environments, key.ToString());
        if (IsWhole(folder))
            return folder;
        // One at a time: two runs that need the same base would do the same work twice.
        using var _ = await FileLock.TakeAsync(
            Path.Combine(workspace.Environments, $"{request.Suite}-{request.Architecture}.lock"), progress.Phase, Timeout, cancellationToken);
        if (IsWhole(folder))
            return folder;
        await MakeAsync(request, folder, progress, cancellationToken);
        await ForgetOldAsync(key, cancellationToken);
        return folder;
    }

    // Written last, beside the folder and not in it: nothing of ours is in the environment.
    internal static string Mark(string folder) => folder + ".complete";

    /// <summary>Keeps a base from being forgotten for as long as it is used.</summary>
    internal static FileStream Use(string folder) =>
        File.Open(folder + ".use", new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Read, Share = FileShare.Read });

    static bool IsWhole(string folder) => File.Exists(Mark(folder)) && Directory.Exists(folder);

    static async Task MakeAsync(BuildRequest request, string folder, BuildProgress progress, CancellationToken cancellationToken)
    {
        progress.Phase($"making the base environment of {request.Suite} {request.Architecture} with the build dependencies");
        var mirror = await Mirror.ForAsync(request.Suite, request.MirrorUri, cancellationToken);
        // What a killed run left of it.
        await IsolatedSpace.DeleteAsync(folder, cancellationToken);
        await IsolatedSpace.DeleteAsync(folder + ".tmp", cancellationToken);
        Directory.CreateDirectory(folder);
        var call = IsolatedSpace.Call(
            network: true,
            Script("make-base.sh"),
            [folder, request.Suite, request.Architecture, request.Source.Dsc, Packages.Mirror.Keyring, .. mirror.Lines]);
        var result = await Programs.RunAsync(
            call with { Timeout = Timeout, LogFile = request.LogFile, OnLine = line => Announce(line, progress), Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C.UTF-8" } },
            cancellationToken);
        if (result.ExitCode != 0)
        {
            await IsolatedSpace.DeleteAsync(folder, cancellationToken);
            await IsolatedSpace.DeleteAsync(folder + ".tmp", cancellationToken);
            throw Failed(request, result);
        }

        await File.WriteAllTextAsync(Mark(folder), $"{DateTimeOffset.UtcNow:O}\n", cancellationToken);
    }

    static void Announce(string line, BuildProgress progress)
    {
        // mmdebstrap's steps, without what it says of its own hooks and folders.
        if (line.StartsWith("I: ", StringComparison.Ordinal) && line.EndsWith("...", StringComparison.Ordinal) && !line.Contains("tempdir", StringComparison.Ordinal))
            progress.Phase("base: " + line[3..].Trim());
    }

    static TrialException Failed(BuildRequest request, ProgramResult result)
    {
        var errors = result.Error.Split('\n').Where(x => x.StartsWith("E: ", StringComparison.Ordinal) || x.StartsWith("Err:", StringComparison.Ordinal) || x.Contains("No space left", StringComparison.Ordinal)).Take(6).ToList();
        var detail = errors.Count > 0 ? string.Join(Environment.NewLine + "  ", errors) : string.Join(Environment.NewLine + "  ", result.Error.Trim().Split('\n').TakeLast(6));
        return new TrialException(
            $"the base environment of {request.Suite} {request.Architecture} can't be made:{Environment.NewLine}  {detail}",
            request.LogFile,
            "Check the network, the free space and --suite; name another mirror with --mirror");
    }

    async Task ForgetOldAsync(BaseKey current, CancellationToken cancellationToken)
    {
        var old = Directory.GetDirectories(workspace.Environments, $"{current.Suite}-{current.Architecture}-*")
            .Where(x => Path.GetFileName(x) != current.ToString()).OrderDescending(StringComparer.Ordinal).Skip(Kept - 1);
        foreach (var folder in old)
        {
            // A build that uses it holds a shared lock on its mark.
            using var unused = FileLock.TryTake(folder + ".use");
            if (unused is null)
                continue;
            File.Delete(Mark(folder));
            await IsolatedSpace.DeleteAsync(folder, cancellationToken);
            File.Delete(folder + ".use");
        }
    }

    internal static string Script(string name)
    {
        using var reader = new StreamReader(typeof(BaseEnvironment).Assembly.GetManifestResourceStream($"SpiceTrial.Builders.{name}")!);
        return reader.ReadToEnd();
    }
}
