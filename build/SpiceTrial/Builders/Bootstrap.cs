namespace SpiceTrial.Builders;

/// <summary>Runs mmdebstrap in a script: its steps as progress, its errors in words.</summary>
static partial class Bootstrap
{
    /// <param name="what">What it makes, as the subject of an error.</param>
    /// <param name="call">The script, with its log file and time-out.</param>
    /// <param name="progress">Told each step.</param>
    /// <param name="hint">What to check when it fails.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public static async Task RunAsync(
        string what, ProgramCall call, Action<string> progress, string hint, CancellationToken cancellationToken)
    {
        var result = await Programs.RunAsync(
            call with { OnLine = line => Announce(line, progress) }, cancellationToken);
        if (result.ExitCode != 0)
            throw Failed(what, result, hint);
    }

    static void Announce(string line, Action<string> progress)
    {
        // mmdebstrap's steps, without what it says of its own hooks and folders.
        if (line.StartsWith("I: ", StringComparison.Ordinal) && line.EndsWith("...", StringComparison.Ordinal)
            && !line.Contains("tempdir", StringComparison.Ordinal))
            progress("base: " + line[3..].Trim());
    }

    static TrialException Failed(string what, ProgramResult result, string hint)
    {
        var errors = result.Error.Split('\n')
            .Where(x => x.StartsWith("E: ", StringComparison.Ordinal) || x.StartsWith("Err:", StringComparison.Ordinal)
                || x.Contains("No space left", StringComparison.Ordinal)).Take(6).ToList();
        var detail = errors.Count > 0 ? errors : result.Error.Trim().Split('\n').TakeLast(6);
        // A list that was fetched and verified names it: the mirror contradicts itself.
        var isNotServed = errors.Any(x => MissingPackage().IsMatch(x));
        return new TrialException(
            $"{what} can't be made{(isNotServed ? ": the mirror does not have what its own lists name" : "")}:{Environment.NewLine}  "
                + $"{string.Join(Environment.NewLine + "  ", detail)}",
            result.Call.LogFile ?? result.Call.Program,
            isNotServed ? "Name another mirror with --mirror" : hint) { IsNotServed = isNotServed };
    }

    [GeneratedRegex(@"^E: Failed to fetch \S+\.deb\s+404\b")]
    private static partial Regex MissingPackage();
}
