using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace SpiceTrial.Debian;

/// <summary>
/// A Debian version, <c>[epoch:]upstream[-revision]</c>, as Debian Policy 5.6.12 defines it. It holds nothing that a shell,
/// a path or a control file could take for something else. Equal means equal text; <see cref="CompareTo"/> orders as dpkg does.
/// </summary>
[JsonConverter(typeof(DebianVersionConverter))]
public sealed partial record DebianVersion
{
    // No real version is near this; a host that sends more is not sending a version.
    const int LongestText = 200;

    readonly string text;

    DebianVersion(string text, int epoch, string upstream, string? revision) =>
        (this.text, Epoch, Upstream, Revision) = (text, epoch, upstream, revision);

    /// <summary>0 where the text names none.</summary>
    public int Epoch { get; }

    public string Upstream { get; }

    /// <summary><c>null</c> for a native package.</summary>
    public string? Revision { get; }

    /// <summary>The version as file names carry it: without the epoch.</summary>
    public string WithoutEpoch => Revision is null ? Upstream : $"{Upstream}-{Revision}";

    /// <summary>The version of the source it was built from: without the suffix of a binary NMU (<c>+b1</c>).</summary>
    public DebianVersion SourceVersion => Without(BinaryNmu());

    /// <summary>The version that the archive knows: without the suffix of our own build (<c>+0ntrace128</c>).</summary>
    public DebianVersion StockVersion => Without(OwnBuild());

    /// <summary>The trace items that the suffix of our own build names; <c>null</c> for a version that is not ours.</summary>
    public int? OurTraceItems => OwnBuild().Match(text) is { Success: true } match
        && int.TryParse(match.ValueSpan["+0ntrace".Length..], NumberStyles.None, null, out var items) ? items : null;

    /// <exception cref="TrialException">The text is no Debian version.</exception>
    public static DebianVersion Parse(string text, string? where = null) =>
        TryParse(text, out var version) ? version : throw new TrialException(
            $"'{Printable.Show(text)}' is not a Debian version",
            where,
            "A version looks like 0.15.1-1: letters, digits and . + ~ -, beginning with a digit.",
            ExitStatus.BadInput);

    public static bool TryParse(string? text, [NotNullWhen(true)] out DebianVersion? version)
    {
        version = null;
        if (text is null || text.Length > LongestText || Form().Match(text) is not { Success: true } match)
            return false;

        var epoch = 0;
        if (match.Groups["epoch"] is { Success: true } given && !int.TryParse(given.ValueSpan, NumberStyles.None, null, out epoch))
            return false;

        var revision = match.Groups["revision"] is { Success: true } part ? part.Value : null;
        version = new DebianVersion(text, epoch, match.Groups["upstream"].Value, revision);
        return true;
    }

    /// <summary>The version in the control file of a .deb.</summary>
    /// <exception cref="TrialException">It is no package, or one without a version.</exception>
    public static async Task<DebianVersion> OfPackageAsync(string deb, CancellationToken cancellationToken) =>
        Parse((await Programs.OutputOfAsync(new("dpkg-deb", "--field", deb, "Version"), $"{deb} can't be read", cancellationToken)).Trim(),
            deb);

    public override string ToString() => text;

    DebianVersion Without(Regex suffix) => Parse(suffix.Replace(text, ""));

    // \z and not $: that would let a trailing newline pass. The revision is what follows the last hyphen.
    [GeneratedRegex(@"\A((?<epoch>[0-9]+):)?(?<upstream>[0-9][A-Za-z0-9.+~-]*?)(-(?<revision>[A-Za-z0-9.+~]+))?(?<!-)\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex(@"\+b[0-9]+\z")]
    private static partial Regex BinaryNmu();

    [GeneratedRegex(@"\+0ntrace[0-9]+\z")]
    private static partial Regex OwnBuild();
}
