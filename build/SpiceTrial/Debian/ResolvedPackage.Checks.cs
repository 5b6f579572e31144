namespace SpiceTrial.Debian;

/// <summary>These words end up in paths, control files and command lines: nothing else than the words may get in.</summary>
public sealed partial record ResolvedPackage
{
    /// <exception cref="TrialException">The text is no package name.</exception>
    public static string CheckPackage(string name) => Check(name, PackageName(), "package name", "libspice-server1");

    /// <exception cref="TrialException">The text is no architecture.</exception>
    public static string CheckArchitecture(string name) => Check(name, ArchitectureName(), "Debian architecture", "amd64");

    /// <exception cref="TrialException">The text is no codename.</exception>
    public static string CheckSuite(string name) => Check(name, SuiteName(), "Debian suite", "bookworm");

    static string Check(string text, Regex form, string what, string example) =>
        text.Length <= 100 && form.IsMatch(text) ? text : throw new TrialException(
            $"'{Printable.Show(text)}' is not a {what}", hint: $"A {what} looks like {example}.", status: ExitStatus.BadInput);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9+.-]+\z")]
    private static partial Regex PackageName();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]*\z")]
    private static partial Regex ArchitectureName();

    [GeneratedRegex(@"\A[a-z][a-z0-9.-]*\z")]
    private static partial Regex SuiteName();
}
