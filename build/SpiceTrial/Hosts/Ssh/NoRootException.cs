namespace SpiceTrial.Hosts;

/// <summary>The host was reached, but the user who logged in can't become root there.</summary>
public sealed class NoRootException(string reason) : Exception(reason);
