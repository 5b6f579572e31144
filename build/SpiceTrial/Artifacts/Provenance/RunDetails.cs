namespace SpiceTrial.Artifacts;

public sealed record RunDetails(BuilderIdentity Builder, BuildMetadata Metadata, IReadOnlyList<Resource> Byproducts);
