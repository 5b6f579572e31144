using System.Runtime.CompilerServices;
using FluentAssertions;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>A person with a fresh clone types what the pages say.</summary>
[Trait("Run", "All")]
public sealed class FreshCloneTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 1_800_000)]
    public async Task Every_command_of_the_pages_is_taken_as_it_stands_and_the_clone_stays_clean()
    {
        var folder = Directory.CreateTempSubdirectory("spice-trial-clone-").FullName;
        try
        {
            var clone = Path.Combine(folder, "spice-trial");
            await Programs.OutputOfAsync(new("git", "clone", "-q", "--no-hardlinks", Root(), clone), "git clone failed", Token);
            var commands = DocumentedCommands.Of(clone).Select(x => x.Command).ToList();

            var wrong = new List<string>();
            foreach (var command in commands)
            {
                // What it would do is shown, and nothing is done: most need a hypervisor, or hours.
                var typed = command.Contains("--help", StringComparison.Ordinal) || command.Contains("--version", StringComparison.Ordinal)
                    ? command : $"{command} --plan";
                var run = await Programs.RunAsync(new("bash", "-c", typed)
                {
                    WorkingDirectory = clone, Timeout = TimeSpan.FromMinutes(15),
                    Environment = new Dictionary<string, string?> { ["H"] = "--host sf-2 --ssh-config nowhere", ["CI"] = null },
                }, Token);
                if (run.ExitCode != 0)
                    wrong.Add($"{typed}: exit {run.ExitCode}: {run.Output}{run.Error}");
            }

            commands.Should().HaveCountGreaterThan(60);
            wrong.Should().BeEmpty();
            (await Programs.OutputOfAsync(new("git", "-C", clone, "status", "--porcelain"), "git status failed", Token)).Should().BeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
