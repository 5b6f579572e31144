namespace SpiceTrial.Debian;

/// <summary>A patch derived for a number of trace items, and the source versions it is for.</summary>
public sealed record SeriesPatch(string Name, string Text, VersionRange Versions);
