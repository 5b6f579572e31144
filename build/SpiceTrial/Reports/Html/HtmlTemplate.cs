using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Values;

namespace SpiceTrial.Reports;

/// <summary>Pages from templates among the library's resources (<c>Reports/Html/*.liquid</c>). Every value is escaped unless the template
/// says <c>| raw</c>.</summary>
public static class HtmlTemplate
{
    static readonly ConcurrentDictionary<string, IFluidTemplate> Parsed = new(StringComparer.Ordinal);
    static readonly TemplateOptions Options = WithCode();

    /// <param name="name">Such as <c>page.liquid</c>.</param>
    /// <param name="model">Its properties are the template's variables.</param>
    /// <param name="beside">A type of the assembly that holds it; this library where none is named.</param>
    public static string Render(string name, object model, Type? beside = null) => Render(name, model, HtmlEncoder.Default, beside);

    /// <summary>One self-contained page: styles and plots are in it, nothing is loaded. Readable on a phone and in dark mode.</summary>
    /// <param name="title">Shown as the heading and in the window's title.</param>
    /// <param name="lead">One sentence below the heading.</param>
    /// <param name="sections">In their order.</param>
    /// <param name="footer">How the page was made.</param>
    public static string Page(string title, string lead, IReadOnlyList<PageSection> sections, string footer) => Render("page.liquid",
        new { Title = title, Lead = lead, Sections = sections, Footer = footer, Style = EmbeddedText.Read("page.css") });

    internal static string Render(string name, object model, TextEncoder encoder, Type? beside = null) =>
        Parsed.GetOrAdd(name, x => new FluidParser().Parse(EmbeddedText.Read(x, beside)))
            .Render(new TemplateContext(model, Options), encoder);

    /// <summary>Inside code of Markdown, where nothing is mark-up and only its end can be forged.</summary>
    internal static string Code(string text) => text.Replace('`', '\'').ReplaceLineEndings(" ");

    static TemplateOptions WithCode()
    {
        var options = new TemplateOptions { MemberAccessStrategy = UnsafeMemberAccessStrategy.Instance };
        options.Filters.AddFilter("code", (input, _, _) =>
            new StringValue(Code(input.ToStringValue()), encode: false));
        return options;
    }
}
