namespace SpiceTrial.Builders;

/// <summary>Turns the build's own step counter (<c>[12/345]</c> of ninja, <c>12/24 test</c> of meson) into progress.</summary>
public sealed partial class BuildProgress(Action<string> phase, Action<int, int, string> step)
{
    public void Phase(string text) => phase(text);

    public void Line(string line)
    {
        if (Ninja().Match(line) is { Success: true } compile)
            Step(compile, "compiling");
        else if (MesonTest().Match(line) is { Success: true } test)
            Step(test, "testing");
        else if (DebhelperStep().Match(line) is { Success: true } debhelper
            && Milestones.TryGetValue(debhelper.Groups[1].Value, out var milestone))
            phase(milestone);
    }

    void Step(Match match, string what)
    {
        if (int.TryParse(match.Groups["done"].Value, out var done) && int.TryParse(match.Groups["all"].Value, out var all) && done <= all)
            step(done, all, what);
    }

    static readonly Dictionary<string, string> Milestones = new(StringComparer.Ordinal)
    {
        ["dh_auto_configure"] = "configuring",
        ["dh_auto_install"] = "installing into the package tree",
        ["dh_strip"] = "separating debug symbols",
        ["dh_builddeb"] = "packing the .debs",
    };

    [GeneratedRegex(@"^\[(?<done>\d+)/(?<all>\d+)\] ")]
    private static partial Regex Ninja();

    [GeneratedRegex(@"^\s*(?<done>\d+)/(?<all>\d+) .*\b(OK|SKIP|FAIL|TIMEOUT|EXPECTEDFAIL)\b")]
    private static partial Regex MesonTest();

    [GeneratedRegex(@"^\s+(dh_[a-z_]+)\b")]
    private static partial Regex DebhelperStep();
}
