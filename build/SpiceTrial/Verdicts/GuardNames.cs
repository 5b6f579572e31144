namespace SpiceTrial.Verdicts;

/// <summary>Names of guards that others look for.</summary>
static class GuardNames
{
    public const string Video = "same video";
    public const string Mode = "same streaming-video mode";
    public const string Client = "a client in every run or in none";
    public const string Compression = "same compression of pictures";
    public const string Evictions = "evictions (free_some) present and comparable";
    public const string Slots = "stream slots not exhausted";
    public const string Pressure = "memory pressure in both arms";
}
