namespace SpiceTrial.Hosts;

/// <param name="State">How far it is.</param>
/// <param name="Owner">Who began it.</param>
/// <param name="Began">When, as the host says it.</param>
/// <param name="StockVersion">What was installed before.</param>
/// <param name="OurVersion">What it installs.</param>
/// <param name="Step">Its last step.</param>
/// <param name="SecondsLeft">Until the switch takes it back, or <c>null</c>.</param>
/// <param name="Remark">What the host's journal keeps besides: a gate that was overridden, and why; or <c>null</c>.</param>
public sealed record TransactionStatus(
    string State, string Owner, string Began, string StockVersion, string OurVersion, string Step, int? SecondsLeft, string? Remark);
