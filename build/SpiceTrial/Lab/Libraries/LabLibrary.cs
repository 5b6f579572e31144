namespace SpiceTrial.Lab;

/// <summary>A library under test.</summary>
/// <param name="RingSize">Entries of its trace ring, as its artifact or the operator says; 8 is stock.</param>
/// <param name="Path">The .so.</param>
/// <param name="Sha256">Of the .so.</param>
/// <param name="BuildId">GNU build-id, or <c>null</c> where it has none.</param>
/// <param name="Origin">Where it is from, in words.</param>
public sealed record LabLibrary(int RingSize, string Path, string Sha256, string? BuildId, string Origin);
