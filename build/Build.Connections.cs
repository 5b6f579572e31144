using SpiceTrial.Hosts;

/// <content>How hosts are reached.</content>
sealed partial class Build
{
    /// <summary>One for the whole run, so that a passphrase or a password is asked for once.</summary>
    static SshConnector Hosts { get; } = new SshConnector(new ConsolePrompt());
}
