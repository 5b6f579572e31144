namespace SpiceTrial.Lab;

/// <summary>One play of the video, in virtual seconds.</summary>
public sealed record Play(double From, double To);
