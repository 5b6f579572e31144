namespace SpiceTrial.Artifacts;

/// <summary>A function or an object of the file, as <c>nm</c> lists it.</summary>
public sealed record Symbol(long Address, long Size, char Kind, string Name)
{
    public bool IsFunction => Kind is 't' or 'T' or 'w' or 'W' or 'i' or 'u';
}
