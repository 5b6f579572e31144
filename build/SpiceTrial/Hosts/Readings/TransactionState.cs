namespace SpiceTrial.Hosts;

/// <summary>How far a transaction on a host is. The host's journal decides, never what a client remembers.</summary>
public enum TransactionState
{
    /// <summary>An installation is at work or was broken off; the switch or Revert takes it back.</summary>
    Begun,

    /// <summary>Our package is installed and checked, nobody has confirmed it, and the switch is armed.</summary>
    Installed,

    /// <summary>Our package stays until Revert.</summary>
    Confirmed,

    /// <summary>A way back is at work or was broken off; the switch or Revert finishes it.</summary>
    Reverting,

    /// <summary>Somebody else changed the library during the transaction; nothing of theirs is overwritten.</summary>
    Foreign,
}
