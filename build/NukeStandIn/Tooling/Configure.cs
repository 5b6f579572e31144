namespace Nuke.Common.Tooling;

/// <summary>Takes options and gives them back changed.</summary>
public delegate T Configure<T>(T options);
