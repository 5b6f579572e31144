using SpiceTrial.Debian;
using SpiceTrial.Testing;
using SpiceTrial.Trial;

namespace SpiceTrial.Terminal;

/// <summary>The resolved configuration as rows of name and value, for <c>./build.sh Info</c>.</summary>
public static class Configuration
{
    public static async Task<IReadOnlyList<(string Name, string Value)>> DescribeAsync(
        ChainSettings settings, ChainRun chain, CancellationToken cancellationToken)
    {
        var workspace = settings.Workspace;
        var recorded = File.Exists(settings.HostRecord)
            ? await RecordFile.ReadAsync<ResolvedPackage>(settings.HostRecord, cancellationToken) : null;
        var (suite, architecture) = (settings.Suite ?? recorded?.Suite, settings.Architecture ?? recorded?.Architecture);
        return
        [
            ("hypervisor", settings.Hypervisor),
            ("recorded version", recorded is null
                ? $"none ({settings.HostRecord})"
                : $"{recorded.Source} {recorded.BinaryVersion}, {recorded.Suite} {recorded.Architecture} ({recorded.Since()})"),
            ("trace items", $"{TraceItems.From(settings.TraceItems).Count} (stock {TraceItems.Stock})"),
            ("builder", suite is null || architecture is null
                ? "known once the host was read" : await BuilderAsync(chain, suite, architecture, cancellationToken)),
            ("mirror", settings.Mirror ?? "mmdebstrap's default"),
            ("cache", workspace.Cache),
            (".NET", $"{Environment.Version}"),
            ("missing for DebBuild", MissingPrograms()),
            ("missing for Test", await MissingPackagesAsync(TestSelection.Fast, cancellationToken)),
            ("missing for TestAll", await MissingPackagesAsync(TestSelection.All, cancellationToken)),
        ];
    }

    static string MissingPrograms()
    {
        // Without root, the user's range of ids is mapped by this program.
        string[] wanted = [.. Prerequisites.ForChain, .. Environment.IsPrivilegedProcess ? Array.Empty<string>() : ["newuidmap"]];
        string[] missing = [.. wanted.Where(x => Programs.Find(x) is null)];
        return missing.Length == 0 ? "nothing" : $"{string.Join(", ", missing)}. {DebianPackages.InstallHint(missing)}{ByItself}";
    }

    static async Task<string> MissingPackagesAsync(TestSelection selection, CancellationToken cancellationToken)
    {
        if (Programs.Find("dpkg-query") is null)
            return "dpkg: the tests run on Debian 12";
        var missing = await TestPrerequisites.MissingAsync(selection.Packages, cancellationToken);
        return missing.Count == 0
            ? "nothing" : $"{string.Join(", ", missing)}. Run `{TestPrerequisites.InstallCommand(missing)}`{ByItself}";
    }

    static string ByItself => Environment.IsPrivilegedProcess ? " (as root, the target asks, and does it)" : "";

    static async Task<string> BuilderAsync(ChainRun chain, string suite, string architecture, CancellationToken cancellationToken)
    {
        try
        {
            var (builder, reason) = await chain.Steps.ChooseBuilderAsync(suite, architecture, cancellationToken);
            return $"{builder.Name} ({reason})";
        }
        catch (TrialException e)
        {
            return $"{e.What}. {e.Hint}";
        }
    }
}
