namespace SpiceTrial.Artifacts;

/// <summary>What is known of a register.</summary>
/// <param name="Kind">Of the number.</param>
/// <param name="Number">The address, number or distance.</param>
/// <param name="Base">Of a distance: the register.</param>
/// <param name="Write">Of a distance: how many times that register had been written when it was read.</param>
/// <param name="IsDoubtful">Of an address: known only if a call that stands before the place returns.</param>
readonly record struct Arm64Value(Arm64Kind Kind, long Number, int Base = 0, int Write = 0, bool IsDoubtful = false)
{
    public bool IsPlace => Kind is Arm64Kind.Page or Arm64Kind.Address;

    public Arm64Value Plus(long number) => this with { Kind = Kind == Arm64Kind.Page ? Arm64Kind.Address : Kind, Number = Number + number };
}
