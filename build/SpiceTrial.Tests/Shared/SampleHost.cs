using SpiceTrial.Hosts;

namespace SpiceTrial.Tests;

/// <summary>What the host script prints of a hypervisor that is in order; single facts are changed by the tests.</summary>
static class SampleHost
{
    public const string Name = "sf-2";

    static readonly Dictionary<string, string> InOrder = new()
    {
        ["uid"] = "0",
        ["systemd"] = "yes",
        ["distribution"] = "debian",
        ["suite"] = "bookworm",
        ["release"] = "12",
        ["architecture"] = "amd64",
        ["state"] = "ii",
        ["version"] = "0.15.1-1",
        ["auto"] = "auto",
        ["sha256"] = new string('a', 64),
        ["buildId"] = new string('1', 40),
        ["intact"] = "yes",
        ["spaceLibrary"] = "1000000",
        ["spaceState"] = "1000000",
        ["candidate"] = "0.15.1-1",
        ["listsAge"] = "3600",
        ["securityArchive"] = "http://security.debian.org/debian-security/dists/bookworm-security",
        ["libvirt"] = "libvirtd.service",
        ["libvirtAnswers"] = "yes",
        ["transaction"] = "none",
        ["armed"] = "no",
    };

    /// <param name="changes">Keys with another value; an empty one takes the key away. <c>state</c> and <c>version</c> are those of the
    /// package.</param>
    public static HostReading With(params (string Key, string Value)[] changes) => HostReading.Parse(Text(changes), Name);

    /// <summary>The same as the host prints it.</summary>
    public static string Text(params (string Key, string Value)[] changes)
    {
        var all = InOrder.Where(x => !changes.Any(change => change.Key == x.Key)).Select(x => (x.Key, x.Value)).Concat(changes).ToList();
        string Of(string key) => all.Find(x => x.Key == key).Value;
        string[] package = Of("state").Length == 0
            ? [] : [$"package\t{Of("state"),-3}\t{Of("version")}\tspice\t{Of("version")}\t{Of("architecture")}\n"];
        return string.Concat([.. all.Select(x => $"{x.Key}\t{x.Value}\n"), .. package, "end\t1\n"]);
    }

    /// <summary>The same from lines, each a key, a tab and a value.</summary>
    public static HostReading WithLines(params IEnumerable<string> lines) =>
        With([.. lines.Select(x => x.Split('\t', 2)).Select(x => (x[0], x.Length > 1 ? x[1] : ""))]);
}
