namespace SpiceTrial.Lab;

/// <summary>The server does not speak the protocol, or not in time; a result of the cell, not a failure of the run.</summary>
#pragma warning disable CA1064 // Nobody outside of the lab's child process sees it.
sealed class ClientException(string message) : Exception(message);
#pragma warning restore CA1064
