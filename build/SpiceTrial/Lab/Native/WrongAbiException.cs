namespace SpiceTrial.Lab;

/// <summary>The library is not one that the lab can drive; a result of the cell, not a failure of the run.</summary>
#pragma warning disable CA1064 // Nobody outside of the lab's child process sees it.
sealed class WrongAbiException(string message) : Exception(message);
#pragma warning restore CA1064
