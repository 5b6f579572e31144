namespace SpiceTrial.Artifacts;

/// <summary>A step of making a number or an address in a register, which arm64 code needs several of.</summary>
/// <param name="To">The register that has it afterwards.</param>
/// <param name="From">The register that is added to; <c>null</c> where the number stands alone.</param>
/// <param name="Number">What is added, or set.</param>
/// <param name="Keeps">The bits that stay as they are (<c>movk</c>); 0 where all are set.</param>
/// <param name="Kind">What the number is: a distance where something is added, the address of a page (<c>adrp</c>), and so on.</param>
readonly record struct Arm64Constant(int To, int? From, long Number, long Keeps, Arm64Kind Kind);
