using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>
/// The host script in a folder: dpkg is the real one with a database of its own, and its packages lie below the folder. systemd and
/// libvirt always answer. A test host shows more, and takes minutes.
/// </summary>
sealed class FolderHost : IDisposable
{
    public const string Stock = "0.15.1-1";
    public const string Ours = "0.15.1-1+0ntrace128";
    public const string Update = "0.15.1-1+deb12u1";

    const string Package = "libspice-server1";
    const string Another = "another";

    readonly Scratch scratch = new();
    string architecture = "";

    FolderHost()
    {
    }

    static CancellationToken Token => TestContext.Current.CancellationToken;

    string Script => scratch.File("host-transaction.sh");

    string Upgrade(string first = "", string version = Update) =>
        $"dpkg -i {first} {scratch.File($"{version}.deb")} > {scratch.File("upgrade.log")} 2>&1 9>&- < /dev/null";

    // With another package first, until that is unpacked dpkg says of the library that it is as it was.
    string SlowUpgrade(bool anotherFirst) => $$"""
        : > {{scratch.File($"slowly-{(anotherFirst ? Another : Package)}")}}
        setsid {{Upgrade(anotherFirst ? scratch.File($"{Another}.deb") : "")}} &
        until [ -e {{scratch.File("upgrading")}} ]; do sleep 0.1; done
        """;

    string Library => scratch.File("usr/libspice-server.so.1.14.2");

    public void Dispose() => scratch.Dispose();

    /// <param name="dpkgOption">An option that dpkg's configuration has there.</param>
    public static async Task<FolderHost> StartAsync(string dpkgOption = "")
    {
        var host = new FolderHost();
        host.Prepare();
        host.Configure(dpkgOption);
        host.architecture = await host.DpkgAsync("--print-architecture");
        var stock = await host.PackAsync(Stock);
        await host.DpkgAsync("-i", stock);
        File.Copy(stock, host.scratch.File($"cache/libspice-server1_{Stock}_{host.architecture}.deb"));
        await host.PackAsync(Ours);
        await host.PackAsync(Update, host.Slowly(Package));
        await host.PackFolderAsync(host.Control(Another, "1", host.Slowly(Another)), Another);
        return host;
    }

    /// <summary>From now on dpkg's configuration has this option.</summary>
    public void Configure(string dpkgOption) => scratch.Write("options", dpkgOption);

    /// <summary>The library is there for another architecture too.</summary>
    public Task AddArchitectureAsync()
    {
        scratch.Write("dpkg/arch", $"{architecture}\narmel\n");
        scratch.Write($"dpkg/info/{Package}:armel.list", "");
        return File.AppendAllTextAsync(scratch.File("dpkg/status"),
            $"\nPackage: {Package}\nStatus: install ok installed\nMulti-Arch: same\n"
            + $"Architecture: armel\nVersion: {Stock}\nMaintainer: n <n@x>\nDescription: test\n", Token);
    }

    /// <summary>Somebody edits our library.</summary>
    public Task EditLibraryAsync() => File.AppendAllTextAsync(Library, "another", Token);

    public bool Has(string name) => File.Exists(scratch.File(name));

    /// <summary>What a file of the host has.</summary>
    public string TextOf(string name) => File.ReadAllText(scratch.File(name));

    /// <summary>Runs a verb.</summary>
    public Task<ProgramResult> RunAsync(params string[] words) =>
        Programs.RunAsync(new("dash", [Script, .. words]) { Timeout = TimeSpan.FromMinutes(3) }, Token);

    /// <summary>Installs ours, unconfirmed.</summary>
    public async Task<ProgramResult> InstallAsync(
        string id = "one", string owner = "me@here", string within = "600", string? sha256 = null, string? buildId = null)
    {
        var package = scratch.File($"{Ours}.deb");
        return await RunAsync(
            "install", "--deb", package, "--sha256", sha256 ?? await HashAsync(package), "--version", Ours, "--build-id",
            buildId ?? BuildId(Ours), "--expect-version", Stock, "--expect-sha256", await HashAsync(Library), "--id", id, "--owner", owner,
            "--within", within, "--lock-timeout", "20");
    }

    async Task<string> DpkgAsync(params string[] words) =>
        (await Programs.OutputOfAsync(new(scratch.File("bin/dpkg"), words), "dpkg failed", Token)).Trim();

    /// <summary>Somebody installs our package by hand, over what is there.</summary>
    public Task InstallByHandAsync() => DpkgAsync("-i", scratch.File($"{Ours}.deb"));

    /// <summary>As <c>apt-mark unhold</c> does.</summary>
    public Task UnholdAsync() => SelectAsync("install");

    public Task HoldAsync() => SelectAsync("hold");

    Task<string> SelectAsync(string selection) => Programs.OutputOfAsync(
        new("sh", "-c", "echo libspice-server1 $2 | \"$1\" --set-selections", "sh", scratch.File("bin/dpkg"), selection), "dpkg failed",
        Token);

    /// <summary>Somebody puts a security update over whatever is there.</summary>
    public Task UpgradeAsync() => DpkgAsync("-i", scratch.File($"{Update}.deb"));

    /// <summary>The same, when this step has been noted and before it is done.</summary>
    public void UpgradeAt(string step, string version = Update) => scratch.Write($"at-{step}", $"{Upgrade(version: version)}\n");

    /// <summary>Something happens when this step has been noted and before it is done. FOLDER stands for the host's folder.</summary>
    public void At(string step, string script) =>
        scratch.Write($"at-{step}", script.Replace("FOLDER", scratch.Path, StringComparison.Ordinal) + "\n");

    /// <summary>From now on a program does this.</summary>
    public void Program(string name, string body) => Executable(
        scratch.Write($"bin/{name}", $"#!/bin/sh\n{body.Replace("FOLDER", scratch.Path, StringComparison.Ordinal)}\n"));

    /// <summary>From now on dpkg does this first.</summary>
    public void BeforeDpkg(string body) =>
        scratch.Write("before-dpkg", body.Replace("FOLDER", scratch.Path, StringComparison.Ordinal) + "\n");

    /// <summary>What is in apt's cache under the installed version is another build of it.</summary>
    /// <returns>The archive's own, elsewhere.</returns>
    public async Task<string> ReplaceCachedAsync()
    {
        var cached = Directory.GetFiles(scratch.File("cache")).Single();
        var stock = scratch.File($"{Stock}.deb");
        var kept = scratch.File("kept.deb");
        File.Copy(stock, kept);
        await File.AppendAllTextAsync(scratch.File($"tree-{Stock}{Library}"), "another", Token);
        File.Copy(await PackFolderAsync($"tree-{Stock}", Stock), cached, overwrite: true);
        return kept;
    }

    /// <summary>Another package is installed that depends on something.</summary>
    public async Task DependAsync(string depends)
    {
        var tree = Control("dependent", "1", preinst: null);
        await File.AppendAllTextAsync(scratch.File($"{tree}/DEBIAN/control"),
            $"Depends: libc6, {depends.Replace("ARCHITECTURE", architecture, StringComparison.Ordinal)}\n", Token);
        await DpkgAsync("--force-depends", "-i", await PackFolderAsync(tree, "dependent"));
    }

    /// <summary>Somebody has begun to upgrade when this step has been noted, and ends once dpkg's lock was in our way.</summary>
    public void UpgradeSlowlyFrom(string step, bool anotherFirst = false) => scratch.Write($"at-{step}", SlowUpgrade(anotherFirst));

    /// <summary>The same from now on; it is at work on another package yet.</summary>
    public Task BeginUpgradeAsync() => Programs.OutputOfAsync(
        new("sh", "-c", $"PATH={scratch.File("bin")}:$PATH; {SlowUpgrade(anotherFirst: true)}"), "the upgrade did not begin", Token);

    /// <summary>Somebody puts another build of ours there, under the same version.</summary>
    public async Task ReplaceByAnotherBuildAsync()
    {
        await File.AppendAllTextAsync(scratch.File($"tree-{Ours}{Library}"), "another", Token);
        await PackFolderAsync($"tree-{Ours}", Ours);
        await InstallByHandAsync();
    }

    /// <summary>From now on this unit does not run.</summary>
    public void Inactive(string unit) => scratch.Write($"inactive-{unit}", "");

    /// <summary>From now on systemd stops this unit with libvirt's.</summary>
    public void Tie(string unit) => scratch.Write("tied", $"{unit}\n");

    /// <summary>The units that were restarted.</summary>
    public IEnumerable<string> Restarted() => File.ReadLines(scratch.File("systemctl.log"))
        .Where(x => x.StartsWith("restart ", StringComparison.Ordinal)).Select(x => x["restart ".Length..]);

    /// <summary>State and version as dpkg has them, once nobody is in the middle of it.</summary>
    public async Task<string> InstalledAsync()
    {
        while (true)
        {
            var installed = await Programs.OutputOfAsync(
                new(scratch.File("bin/dpkg-query"), "-W", "-f", "${db:Status-Abbrev}${Version}", Package), "dpkg-query failed", Token);
            if (installed[1] == 'i')
                return installed.Trim();
            await Task.Delay(100, Token);
        }
    }

    /// <summary>What the script says of the transaction.</summary>
    public Task<HostReading> StatusAsync() => ReadAsync("status");

    /// <summary>What a reading verb says.</summary>
    public async Task<HostReading> ReadAsync(string verb) => HostReading.Parse((await RunAsync(verb)).Output, SampleHost.Name);

    /// <summary>A transaction that was killed when it had noted its first step.</summary>
    public void BreakOffAtBegin() => scratch.Write("home/transaction/journal", "2026-01-31T12:00:00Z 1 begin eve@desk;\n");

    void Prepare()
    {
        foreach (var folder in new[] { "usr", "dpkg/info", "dpkg/updates", "dpkg/triggers", "cache", "units", "systemd" })
            Directory.CreateDirectory(scratch.File(folder));
        scratch.Write("dpkg/status", "");
        Program("dpkg", "[ ! -e FOLDER/before-dpkg ] || . FOLDER/before-dpkg\n"
            + "set -f; exec /usr/bin/dpkg --force-not-root --force-unsafe-io "
            + $"$(cat FOLDER/options) --admindir={scratch.File("dpkg")} --log=/dev/null \"$@\"");
        Program("dpkg-query", $"exec /usr/bin/dpkg-query --admindir={scratch.File("dpkg")} \"$@\"");
        var wants = scratch.File("units/multi-user.target.wants");
        Program("systemctl", $$"""
            echo "$*" >> {{scratch.File("systemctl.log")}}
            case "$*" in
              '-q enable '*) mkdir -p {{wants}}; : > {{wants}}/spice-trial-revert.boot.service ;;
              'show '*) cat {{scratch.File("tied")}} 2> /dev/null || : ;;
              '-q is-active '*) [ ! -e "{{scratch.Path}}/inactive-$3" ] ;;
            esac
            """);
        Program("id", "echo 0");
        Program("apt-get", "exit 1");
        foreach (var name in new[] { "apt-mark", "virsh" })
            Program(name, "exit 0");
        // The script calls it after every note in the journal.
        Program("sync", $$"""
            case $1 in */transaction/journal) ;; *) exit 0 ;; esac
            step=$(sed -n 's/^[^ ]* [^ ]* \([a-z-]*\) .*/\1/p' "$1" | tail -n 1)
            [ ! -e "{{scratch.Path}}/at-$step" ] || { mv "{{scratch.Path}}/at-$step" "{{scratch.Path}}/now"; . "{{scratch.Path}}/now"; }
            """);
        var text = HostScript.Text;
        foreach (var (old, replaced) in new[]
        {
            ("PATH=/usr/sbin:", $"PATH={scratch.File("bin")}:/usr/sbin:"),
            ("home=/var/lib/spice-trial\n", $"home={scratch.File("home")}\n"),
            ("units=/etc/systemd/system\n", $"units={scratch.File("units")}\n"), ("/run/systemd/system", scratch.File("systemd")),
            ("/var/lib/dpkg", scratch.File("dpkg")), ("/var/cache/apt/archives", scratch.File("cache")),
            ("/etc/apt/preferences.d/spice-trial\n", scratch.File("pin") + "\n"),
            // The loader knows nothing of the folder.
            ("\nmain \"$@\"", $"\ninstead() {{ cat {scratch.File("instead")} 2> /dev/null || :; }}\nmain \"$@\""),
        })
            text = text.Contains(old, StringComparison.Ordinal)
                ? text.Replace(old, replaced, StringComparison.Ordinal) : throw new InvalidOperationException($"The script has no {old}");
        scratch.Write("host-transaction.sh", text);
    }

    static void Executable(string file) => File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);

    // In an upgrade that takes its time: until dpkg's lock was in our way.
    string Slowly(string package) => $$"""
        [ -e {{scratch.File($"slowly-{package}")}} ] || exit 0
        : > {{scratch.File("upgrading")}}
        for i in $(seq 600); do grep -qs lock {{scratch.File("home/output")}} && exit; sleep 0.1; done
        """;

    string Control(string package, string version, string? preinst)
    {
        var tree = $"tree-{(package == Package ? version : package)}";
        scratch.Write($"{tree}/DEBIAN/control",
            $"Package: {package}\nVersion: {version}\nArchitecture: {architecture}\nMaintainer: n <n@x>\nDescription: test\n"
                + (package == Package ? "Multi-Arch: same\n" : ""));
        if (preinst is not null)
            Executable(scratch.Write($"{tree}/DEBIAN/preinst", $"#!/bin/sh\n{preinst}\nexit 0\n"));
        return tree;
    }

    async Task<string> PackAsync(string version, string? preinst = null)
    {
        var tree = Control(Package, version, preinst);
        scratch.Write($"{tree}{scratch.File("usr/doc/changelog")}", version);
        // A note as a linker writes it: name size 4, id size 20, type 3, "GNU".
        byte[] note = [4, 0, 0, 0, 20, 0, 0, 0, 3, 0, 0, 0, (byte)'G', (byte)'N', (byte)'U', 0, .. Convert.FromHexString(BuildId(version))];
        await File.WriteAllBytesAsync(scratch.Write($"{tree}{Library}", ""), note, Token);
        return await PackFolderAsync(tree, version);
    }

    async Task<string> PackFolderAsync(string tree, string name)
    {
        var package = scratch.File($"{name}.deb");
        await Programs.OutputOfAsync(
            new("dpkg-deb", "--root-owner-group", "-Znone", "-b", scratch.File(tree), package), "dpkg-deb failed", Token);
        return package;
    }

    static string BuildId(string version) => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(version.PadRight(20, '.'))[..20]);

    static async Task<string> HashAsync(string file) => (await FileRecord.OfAsync(file, Token)).Sha256;
}
