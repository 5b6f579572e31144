namespace SpiceTrial.Artifacts;

/// <summary>Programs that read packages and libraries, in English, line by line: one library makes readelf say 24 MB.</summary>
static class Binutils
{
    public static Task<string> RunAsync(
        string program, IReadOnlyList<string> arguments, Action<string>? onLine, string whatFailed, CancellationToken cancellationToken) =>
        Programs.OutputOfAsync(
            new ProgramCall(program, arguments)
            {
                OnLine = onLine,
                Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" },
                Timeout = TimeSpan.FromMinutes(2),
            },
            whatFailed, cancellationToken);
}
