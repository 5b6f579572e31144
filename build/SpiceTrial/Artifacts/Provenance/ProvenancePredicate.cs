namespace SpiceTrial.Artifacts;

public sealed record ProvenancePredicate(BuildDefinition BuildDefinition, RunDetails RunDetails);
