namespace SpiceTrial.Artifacts;

/// <summary>One debugging entry, as far as types and members need it.</summary>
sealed class DwarfEntry(string tag, long? parent)
{
    public string Tag { get; } = tag;

    public long? Parent { get; } = parent;

    public string? Name { get; set; }

    public long? TypeOffset { get; set; }

    public long? Location { get; set; }

    public long? Size { get; set; }
}
