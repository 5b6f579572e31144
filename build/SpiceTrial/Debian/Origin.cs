namespace SpiceTrial.Debian;

/// <summary>Whether a host was read in this run, or an earlier or assumed reading is used.</summary>
public enum Origin
{
    Live,
    Recorded,
}
