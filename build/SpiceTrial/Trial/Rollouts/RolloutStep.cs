namespace SpiceTrial.Trial;

/// <param name="At">When, by the controller's clock.</param>
/// <param name="Who">Who did it: user@machine.</param>
/// <param name="Wave">From 1; 0 for the whole rollout.</param>
/// <param name="Text">What happened, in words.</param>
public sealed record RolloutStep(DateTimeOffset At, string Who, int Wave, string Text);
