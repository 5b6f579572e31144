using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using Fluid;

namespace SpiceTrial.Reports;

/// <summary>Templates among the library's resources (<c>Reports/Html/*.liquid</c>). Every value is escaped unless the template says <c>|
/// raw</c>.</summary>
public static class HtmlTemplate
{
    static readonly ConcurrentDictionary<string, IFluidTemplate> Parsed = new(StringComparer.Ordinal);
    static readonly TemplateOptions Options = new() { MemberAccessStrategy = UnsafeMemberAccessStrategy.Instance };

    /// <param name="name">Such as <c>page.liquid</c>.</param>
    /// <param name="model">Its properties are the template's variables.</param>
    public static string Render(string name, object model) => Render(name, model, HtmlEncoder.Default);

    internal static string Render(string name, object model, TextEncoder encoder) =>
        Parsed.GetOrAdd(name, x => new FluidParser().Parse(EmbeddedText.Read(x))).Render(new TemplateContext(model, Options), encoder);
}
