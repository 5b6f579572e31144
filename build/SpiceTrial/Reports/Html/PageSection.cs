namespace SpiceTrial.Reports;

/// <param name="Id">For links within the page: lower-case letters and dashes.</param>
/// <param name="Heading">Escaped by the page; empty for none.</param>
/// <param name="Html">Mark-up, taken as it is: from a template, which has escaped what it was given.</param>
public sealed record PageSection(string Id, string Heading, string Html);
