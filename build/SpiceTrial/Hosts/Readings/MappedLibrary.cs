namespace SpiceTrial.Hosts;

/// <param name="BuildId">Of the mapped file, or <c>null</c> where it can't be read.</param>
/// <param name="Deleted">Whether the file is no longer on the disk.</param>
public sealed record MappedLibrary(string? BuildId, bool Deleted);
