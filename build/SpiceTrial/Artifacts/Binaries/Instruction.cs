namespace SpiceTrial.Artifacts;

/// <summary>One instruction: where it stands and what objdump calls it, white space evened out.</summary>
public readonly record struct Instruction(long Address, string Text);
