using FluentAssertions;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace SpiceTrial.Tests.Workflows;

/// <summary>What the nightly's workflow keeps from one run, and one attempt, for the next; GitHub's cache is played here.</summary>
public sealed class NightsTests
{
    const string Findings = "sessions/nightly/*.*";

    static readonly List<YamlMappingNode> Steps =
        [.. ((YamlSequenceNode)new Workflow("nightly.yml").Jobs.First()["steps"]).Cast<YamlMappingNode>()];

    [Fact]
    public void A_second_attempt_is_held_against_what_the_first_one_was_and_the_next_night_against_the_second()
    {
        var caches = new List<(string Key, string Content)>();

        Attempt(caches, 1007, 1).Should().BeNull("nothing is kept yet");
        Attempt(caches, 1008, 1).Should().Be("1007.1");
        Attempt(caches, 1008, 2).Should().Be("1007.1");
        Attempt(caches, 1008, 3).Should().Be("1007.1");
        Attempt(caches, 1009, 1).Should().Be("1008.3");
    }

    [Fact]
    public void What_could_not_be_handed_over_to_be_vouched_for_is_not_kept_as_proven()
    {
        var night = Steps.FindIndex(x => Of(x, "run").StartsWith("./build.sh Nightly ", StringComparison.Ordinal));
        var packages = Steps.FindIndex(x => Of(x, "with", "name").StartsWith("proven-", StringComparison.Ordinal));
        var kept = Steps.FindLastIndex(
            x => Of(x, "uses").Contains("/save@", StringComparison.Ordinal) && Of(x, "with", "path") == Findings);

        packages.Should().Be(night + 1, "a step between them that fails would leave it out");
        kept.Should().BeGreaterThan(packages);
        Of(Steps[kept], "if").Should().Be($"${{{{ !cancelled() && steps.{Of(Steps[packages], "id")}.outcome != 'failure' }}}}");
        Steps[packages].Children.Should().NotContainKey("if");
        Of(Steps[packages], "with", "path").Should().Be($"{Of(Steps[night], "run").Split(" --output ")[1]}/proven/");
    }

    [Fact]
    public void A_second_attempt_may_upload_under_the_same_names() =>
        Steps.Where(x => Of(x, "uses").Contains("/upload-artifact@", StringComparison.Ordinal)).Should().HaveCount(2)
            .And.OnlyContain(x => Of(x, "with", "overwrite") == "true");

    // Restore: the very key, else the newest that begins with another. Save: never over one that is there.
    static string? Attempt(List<(string Key, string Content)> caches, int run, int attempt)
    {
        string? found = null, now = null;
        foreach (var step in Steps)
        {
            var uses = Of(step, "uses");
            if (Of(step, "run").StartsWith("./build.sh Nightly ", StringComparison.Ordinal))
                now = $"{run}.{attempt}";
            if (!uses.StartsWith("actions/cache/", StringComparison.Ordinal) || Of(step, "with", "path") != Findings)
                continue;
            var key = Of(step, "with", "key").Replace("${{ github.run_id }}", $"{run}", StringComparison.Ordinal)
                .Replace("${{ github.run_attempt }}", $"{attempt}", StringComparison.Ordinal);
            if (uses.Contains("/restore@", StringComparison.Ordinal))
                found = now = (caches.Exists(x => x.Key == key) ? caches.Find(x => x.Key == key)
                    : caches.FindLast(x => x.Key.StartsWith(Of(step, "with", "restore-keys"), StringComparison.Ordinal))).Content;
            else if (now is not null && !caches.Exists(x => x.Key == key))
                caches.Add((key, now));
        }

        return found;
    }

    static string Of(YamlNode node, params string[] keys) => keys.Aggregate<string, YamlNode?>(node, (x, key) =>
        x is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null)?.ToString() ?? "";
}
