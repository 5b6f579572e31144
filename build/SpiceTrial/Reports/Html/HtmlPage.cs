namespace SpiceTrial.Reports;

/// <summary>One self-contained page: styles and plots are in it, nothing is loaded. Readable on a phone and in dark mode.</summary>
public static class HtmlPage
{
    /// <param name="title">Shown as the heading and in the window's title.</param>
    /// <param name="lead">One sentence below the heading.</param>
    /// <param name="sections">In their order.</param>
    /// <param name="footer">How the page was made.</param>
    public static string Render(string title, string lead, IReadOnlyList<PageSection> sections, string footer) =>
        HtmlTemplate.Render("page.liquid",
            new { Title = title, Lead = lead, Sections = sections, Footer = footer, Style = EmbeddedText.Read("page.css") });
}
