namespace SpiceTrial.Trial;

/// <summary>A piece of a log on the host.</summary>
sealed record RemotePiece(string Path, string Inode, long Size, DateTimeOffset Changed);
