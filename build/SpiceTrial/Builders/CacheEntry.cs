namespace SpiceTrial.Builders;

/// <summary>Something that is kept to be faster the next time.</summary>
/// <param name="Kind">One of <see cref="Caches.Kinds"/>.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="Bytes">On the disk; <c>null</c> where it can't be told.</param>
/// <param name="Used">When it was used last, as far as it can be told.</param>
public sealed record CacheEntry(string Kind, string Folder, long? Bytes, DateTimeOffset Used);
