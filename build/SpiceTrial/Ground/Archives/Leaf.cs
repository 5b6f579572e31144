namespace SpiceTrial.Ground;

/// <summary>A file of a session, wherever it lies: on the disk, in an archive, in an archive's archive.</summary>
/// <param name="Path">For people: <c>bundle.tar.gz/client/report.zip/metadata.json</c>. It is never opened.</param>
/// <param name="Content">To be read before the next file is asked for.</param>
/// <param name="Budget">What its input may cost.</param>
sealed record Leaf(string Path, Stream Content, InputBudget Budget)
{
    /// <summary>Its first bytes, which <see cref="Content"/> still yields.</summary>
    public ReadOnlyMemory<byte> Head { get; init; }

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The folder or archive that holds it.</summary>
    public string Container => Path.LastIndexOf('/') is > 0 and var at ? Path[..at] : "";
}
