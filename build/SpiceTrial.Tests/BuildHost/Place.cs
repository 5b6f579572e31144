namespace SpiceTrial.Tests.BuildHost;

/// <summary>Where a type of the library stands: its room, the folder below it (empty: the room itself) and its name.</summary>
sealed record Place(string Room, string Folder, string Type)
{
    public override string ToString() => string.Join('/', new[] { Room, Folder, Type }.Where(x => x.Length > 0));
}
