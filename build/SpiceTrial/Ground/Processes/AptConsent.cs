namespace SpiceTrial.Ground;

/// <summary>The person's word before apt installs anything on this machine.</summary>
public static class AptConsent
{
    /// <summary>Asks, and gives <c>null</c> where nobody is there to answer. Without it nobody has to be asked: in CI, and with
    /// <c>--yes</c>.</summary>
    public static Func<string, CancellationToken, Task<bool?>>? Ask { get; set; }

    /// <param name="packages">What would be installed.</param>
    /// <param name="command">That installs the same by hand.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <param name="unasked">What is done where nobody can be asked.</param>
    /// <exception cref="TrialException">They said no, or nobody is there to ask.</exception>
    public static async Task GetAsync(
        IEnumerable<string> packages, string command, CancellationToken cancellationToken, bool unasked = false)
    {
        if (Ask is not { } ask)
            return;
        var question = $"Have apt install on this machine: {string.Join(", ", packages)}?";
        if (await ask(question, cancellationToken) is not { } answer)
        {
            if (!unasked)
                throw new TrialException($"nobody can be asked here: {question}", Environment.MachineName,
                    $"Give --yes where no terminal is (CI=true does it too), or run `{command}`", ExitStatus.Refused);
        }
        else if (!answer)
        {
            throw new TrialException("nothing was changed", Environment.MachineName, status: ExitStatus.Cancelled);
        }
    }
}
