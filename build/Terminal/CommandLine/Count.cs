namespace SpiceTrial.Terminal;

/// <summary>Numbers of things, from options.</summary>
public static class Count
{
    /// <param name="option">As it is typed.</param>
    /// <param name="value">What was given, or <c>null</c>.</param>
    /// <param name="sensible">What to say of sensible values, or <c>null</c>.</param>
    /// <exception cref="TrialException">BadInput: less than one.</exception>
    public static int? AtLeastOne(string option, int? value, string? sensible = null) => value is null or > 0
        ? value
        : throw new TrialException(
            $"{option} is {value}", option, $"Give a number from 1{(sensible is null ? "" : $"; {sensible}")}", ExitStatus.BadInput);
}
