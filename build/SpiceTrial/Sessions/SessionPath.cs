namespace SpiceTrial.Sessions;

/// <summary>Where sessions lie and what they are called.</summary>
public static class SessionPath
{
    const string BundlePrefix = "test-session-";

    /// <summary>Extensions that are no part of a tag.</summary>
    static readonly string[] Extensions = [".tar", ".log", ".zip"];

    /// <summary>The tag of an input: only its name carries it.</summary>
    public static string TagOf(string path)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (!Directory.Exists(path))
        {
            name = Packing.WithoutEnding(name);
            name = name[..^(Array.Find(
                Extensions, x => name.Length > x.Length && name.EndsWith(x, StringComparison.OrdinalIgnoreCase))?.Length ?? 0)];
        }

        return name.Length > BundlePrefix.Length && name.StartsWith(BundlePrefix, StringComparison.Ordinal)
            ? name[BundlePrefix.Length..] : name;
    }

    /// <summary>What is meant by a path or by a tag below <paramref name="sessions"/>; <c>null</c> where neither is there.</summary>
    public static string? Find(string sessions, string pathOrTag) =>
        File.Exists(pathOrTag) || Directory.Exists(pathOrTag) ? pathOrTag : IsTag(pathOrTag) ? Of(sessions, pathOrTag) : null;

    /// <summary>The session of a tag below <paramref name="sessions"/>, or <c>null</c>.</summary>
    public static string? Of(string sessions, string tag) =>
        Array.Find(Places(sessions, tag), x => File.Exists(x) || Directory.Exists(x));

    /// <summary>Paths, or tags below <paramref name="sessions"/> as the operator's instructions name them. What is not there stays as it is
    /// named: the reader says so.</summary>
    public static string[] FindAll(string sessions, IEnumerable<string>? named) => [.. (named ?? []).Select(x => Find(sessions, x) ?? x)];

    /// <summary>A tag becomes the name of a folder: letters, digits, dots, dashes and underscores, not first a dot.</summary>
    public static bool IsTag(string text) =>
        text.Length is > 0 and <= 80 && text[0] != '.' && text[0] != '-'
            && text.All(x => char.IsAsciiLetterOrDigit(x) || x is '.' or '-' or '_');

    /// <exception cref="TrialException">BadInput: it is none.</exception>
    public static string TagOrThrow(string text) => IsTag(text) ? text : throw new TrialException($"not a tag: {Printable.Show(text)}",
        "--tag", "Use letters, digits, dots, dashes and underscores, such as 007a-patched", ExitStatus.BadInput);

    public static string Bundle(string sessions, string tag) => Path.Combine(sessions, $"{BundlePrefix}{tag}.tar.gz");

    static string[] Places(string sessions, string tag) =>
        [Path.Combine(sessions, tag), Bundle(sessions, tag), Path.Combine(sessions, tag + ".log"),
            .. Packing.Endings.SelectMany(x => (string[])[$"{tag}.log{x}", $"{BundlePrefix}{tag}.tar{x}"])
                .Select(x => Path.Combine(sessions, x))];
}
