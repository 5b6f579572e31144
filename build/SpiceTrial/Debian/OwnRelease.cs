namespace SpiceTrial.Debian;

/// <summary>The release and the architecture of this machine.</summary>
/// <param name="Suite">VERSION_CODENAME of os-release(5), e.g. <c>bookworm</c>; <c>unknown</c> where there is none.</param>
/// <param name="Architecture">As dpkg has it, e.g. <c>amd64</c>; <c>unknown</c> without dpkg.</param>
public sealed record OwnRelease(string Suite, string Architecture)
{
    const string File = "/etc/os-release";
    const string Key = "VERSION_CODENAME=";
    const string Unknown = "unknown";

    public static async Task<OwnRelease> ReadAsync(CancellationToken cancellationToken)
    {
        var lines = System.IO.File.Exists(File) ? await System.IO.File.ReadAllLinesAsync(File, cancellationToken) : [];
        var suite = lines.FirstOrDefault(x => x.StartsWith(Key, StringComparison.Ordinal))?[Key.Length..].Trim('"') ?? Unknown;
        var architecture = Programs.Find("dpkg") is null
            ? Unknown : (await Programs.OutputOfAsync(new("dpkg", "--print-architecture"), "dpkg failed", cancellationToken)).Trim();
        return new OwnRelease(suite, architecture);
    }
}
