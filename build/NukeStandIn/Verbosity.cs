namespace Nuke.Common;

/// <summary>How much of the log is shown; <see cref="Verbose"/> adds debug lines and stack traces.</summary>
public enum Verbosity
{
    Verbose,
    Normal,
    Minimal,
    Quiet,
}
