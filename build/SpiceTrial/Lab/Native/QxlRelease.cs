namespace SpiceTrial.Lab;

/// <summary>QXLReleaseInfoExt: what the server gives back. It is passed by value and therefore not packed.</summary>
unsafe struct QxlRelease
{
    public ulong* Info;
    public uint Group;
}
