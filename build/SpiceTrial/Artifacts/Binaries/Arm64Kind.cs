namespace SpiceTrial.Artifacts;

enum Arm64Kind
{
    /// <summary>The address of a page: what is looked for there has not been added yet.</summary>
    Page,
    Address,
    Number,

    /// <summary>So far from what another register, or this one, held before.</summary>
    Offset,
}
