namespace SpiceTrial.Sessions;

/// <summary>One play of the video, as the guest saw it.</summary>
/// <param name="Play">Its number, from 1.</param>
/// <param name="Start">By the server's clock, as far as the log tells how late the guest set its own.</param>
/// <param name="Seconds">Its length; <c>null</c> where the guest did not live to its end.</param>
/// <param name="Frames">Drawn; <c>null</c> where the player does not tell.</param>
/// <param name="LongestGap">Between two frames, in seconds.</param>
/// <param name="Gaps">Those over 0.2 s: when (by the same clock) and how long. The first 64 of a play.</param>
public sealed record GuestPlay(
    int Play, DateTimeOffset Start, double? Seconds, int? Frames, double? LongestGap, IReadOnlyList<GuestGap> Gaps);
