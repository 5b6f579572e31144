namespace SpiceTrial.Hosts;

/// <param name="State">By the build-id of the file that the process has mapped.</param>
/// <param name="BuildId">Of that very file, or <c>null</c> where it can't be read.</param>
/// <param name="TraceItems">Entries of its ring, where that is proven.</param>
/// <param name="Deleted">Whether the file is no longer on the disk: another one was installed since.</param>
public sealed record LibraryStatus(LibraryState State, string? BuildId, int? TraceItems, bool Deleted)
{
    internal string Words => State == LibraryState.Unknown
        ? $"a library that nothing identifies (build-id {BuildId ?? "not readable"})"
        : $"the {Printable.Word(State)} library{(TraceItems is { } items ? $" with {items} entries" : "")}";
}
