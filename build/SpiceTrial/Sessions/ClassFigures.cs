namespace SpiceTrial.Sessions;

/// <param name="Kind">The class.</param>
/// <param name="Regions">How many regions.</param>
/// <param name="Creates">Creates of a region, however many strips it has.</param>
/// <param name="Stops">Stops of a region.</param>
/// <param name="ReEngagements">Creates after a stop of the same region.</param>
public sealed record ClassFigures(RegionKind Kind, int Regions, int Creates, int Stops, int ReEngagements);
