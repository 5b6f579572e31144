namespace SpiceTrial.Hosts;

/// <summary>The operator's word before a host is changed.</summary>
static class Consent
{
    /// <exception cref="TrialException">Refused: they said no, or nobody is there to ask.</exception>
    public static async Task AskAsync(IOperator operators, string question, bool yes, string where, CancellationToken cancellationToken)
    {
        if (yes)
            return;
        if (await operators.AskAsync(question, cancellationToken) is not { } answer)
            throw new TrialException(
                $"nobody can be asked here: {question}", where,
                "Run it on a terminal, its output not redirected (script(1) keeps a log); or give --yes", ExitStatus.Refused);
        if (!answer)
            throw new TrialException("nothing was changed", where, status: ExitStatus.Cancelled);
    }
}
