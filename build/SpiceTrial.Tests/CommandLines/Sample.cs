using SpiceTrial.Terminal;

namespace SpiceTrial.Tests.CommandLines;

/// <summary>A command line like that of the build.</summary>
static class Sample
{
    public static CommandLineSpec Spec { get; } = new(
        [new("DebBuild"), new("Install"), new("Test")],
        [
            new("Hypervisor", ValueKind.Text, []) { LauncherName = "--host" },
            new("TraceItems", ValueKind.Whole, []),
            new("Builder", ValueKind.Text, ["auto", "container", "chroot", "host"]),
            new("RequireLive", ValueKind.Truth, [], IsSwitch: true),
            new("Tags", ValueKind.Text, [], IsList: true) { Separator = '+' },
            new("Skip", ValueKind.Text, ["DebBuild", "Install", "Test"], IsList: true) { IsValueOptional = true },
            new("Share", ValueKind.Number, []),
            new("Target", ValueKind.Text, ["DebBuild", "Install", "Test"], IsList: true) { IsOfHost = true },
        ]);

    public static IEnumerable<string> Errors(params string[] arguments) =>
        CommandLineCheck.Errors(Spec, arguments).Select(x => x.ToString());

    public static string OnlyError(params string[] arguments) => Errors(arguments).Single();
}
