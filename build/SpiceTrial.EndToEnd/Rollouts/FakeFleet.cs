using SpiceTrial.Artifacts;
using SpiceTrial.Hosts;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.EndToEnd.Rollouts;

/// <summary>Two hosts that are a file each, beside the inventory, and an Ansible that plays them: what a host says is its file, and each
/// verb changes that as the host's script would.</summary>
sealed class FakeFleet : IDisposable
{
    // Words that are wishes of a test: "no-health" (Ansible ends before it), "unhealthy" (both once something is begun), "sick" (also
    // before), "drops" (once, without a status, at the health command of what is installed), "down" (no look is answered), "locked"
    // (refused before a transaction is made), "dies" (before anything is recorded), "foreign" (somebody came into it), "another" (one
    // begins before a revert), "mute" (the first revert ends with 0 and has done nothing), "dead" (libvirt, after a revert), and
    // "old-script" (the collection there is older).
    const string Playbook = """
        #!/bin/sh
        verb=${1##*.} folder=${3%/*} variables=${7#@}
        cat "$variables" >> "$folder/asked"
        if [ -e "$folder/old-script" ]; then script=older; else script=SHA256; fi
        answer() {
          printf '{"host": "%s", "task": "library : %s", "outcome": "%s", "rc": %s, "stdout": "%s", "script": "%s"}\n' "$@" "$script"
        }
        change() { sed -i -e '/^id\t/d' -e '/^transaction\t/d' "$file"; printf 'transaction\t%s\n' "$1" >> "$file"; }
        has_begun() { ! grep -q '^transaction.none' "$file"; }
        library() { sed -i -e "s/^buildId\t.*/buildId\t$2/" -e "s/^package\t../package\t$1/" "$file"; }
        for file in "$folder"/host.*; do
          host=${file##*/host.}
          grep -qF "\"$host\"" "$variables" || continue
          id=$(sed -n "s|.*\"$host\":{\"file\":\"[^\"]*\",\"to\":\"[^\"]*/\([0-9a-f]*\)\.deb\".*|\1|p" "$variables")
          case $verb in
            look)
              if [ -e "$folder/down" ]; then answer "$host" Look unreachable null ''; continue; fi
              answer "$host" Look ok 0 "$(sed 's/\t/\\t/g; s/$/\\n/' "$file" | tr -d '\n')"
              if grep -qF '"library_health_command":{"__ansible_unsafe":""}' "$variables"; then answer "$host" Health skipped null ''
              elif [ -e "$folder/drops" ] && grep -q "^transaction.installed" "$file"; then
                rm "$folder/drops"
                answer "$host" Health failed null ''
              elif [ -e "$folder/sick" ] || { [ -e "$folder/unhealthy" ] && has_begun; }; then answer "$host" Health failed 1 ''
              elif [ ! -e "$folder/no-health" ] || ! has_begun; then answer "$host" Health ok 0 ''
              fi
              continue ;;
            install)
              if [ -e "$folder/locked" ]; then answer "$host" Install failed 3 "refused: dpkg's lock is taken"; continue; fi
              if [ -e "$folder/dies" ]; then change begun; answer "$host" Install unreachable null ''; continue; fi
              if [ -e "$folder/foreign" ]; then change foreign; else change installed; fi
              printf 'id\t%s\nstock\t0.15.1-1\n' "$id" >> "$file"
              library hi BUILD ;;
            confirm) sed -i 's/^transaction\t.*/transaction\tconfirmed/' "$file" ;;
            revert)
              if [ -e "$folder/mute" ]; then rm "$folder/mute"; answer "$host" Revert ok 0 ''; continue; fi
              [ ! -e "$folder/another" ] || sed -i 's/^id\t.*/id\tba9876543210/' "$file"
              has=$(sed -n 's/^id\t//p' "$file")
              meant=$(sed -n "s|.*\"$host\":{\"id\":\"\([^\"]*\)\"}.*|\1|p" "$variables")
              if [ -n "$has" ] && [ -n "$meant" ] && [ "$has" != "$meant" ]; then
                answer "$host" Revert failed 3 'error: another transaction is open'
                continue
              fi
              change none
              library ii STOCK
              if [ -e "$folder/dead" ]; then
                sed -i 's/^libvirtAnswers\t.*/libvirtAnswers\tno/' "$file"
                answer "$host" Revert failed 1 'error: the stock package is back, but libvirt does not answer'
                continue
              fi
              answer "$host" Revert ok 0 'revert has ended'
              continue ;;
          esac
          answer "$host" "$(printf %s "$verb" | sed 's/^./\U&/')" ok 0 ''
        done
        """;

    const string Hosts = """
        #!/bin/sh
        cd "${2%/*}"
        printf '  hosts (2):\n'
        for file in host.*; do printf '    %s\n' "${file#host.}"; done
        """;

    readonly Scratch scratch = new();
    readonly string? pathBefore = Environment.GetEnvironmentVariable("PATH");

    public FakeFleet()
    {
        Program("ansible", Hosts);
        Program("ansible-config", "#!/bin/sh\necho '[]'\n");
        Program("ansible-playbook", Playbook.Replace("SHA256", HostScript.Sha256, StringComparison.Ordinal)
            .Replace("BUILD", Build, StringComparison.Ordinal).Replace("STOCK", new string('1', 40), StringComparison.Ordinal));
        scratch.Write("fleet/inventory", "");
        foreach (var host in (string[])["sf-1", "sf-2"])
            scratch.Write($"fleet/host.{host}", SampleHost.Text());
        Environment.SetEnvironmentVariable("PATH", $"{scratch.File("bin")}:{pathBefore}");
    }

    public static string Build { get; } = new('2', 40);

    /// <summary>What a rollout is told.</summary>
    public RolloutRequest Request => new()
    {
        Name = "007", Folder = scratch.File("rollouts"), Comparison = scratch.File("comparison.json"),
        Inventory = scratch.File("fleet/inventory"), Group = "all", Waves = "1",
        Install = new() { Yes = true, OverrideGate = "as the test says", ConfirmWithin = TimeSpan.FromSeconds(50) },
    };

    public GateOverrides Overrides => new(scratch.File("overrides"), TimeProvider.System);

    /// <summary>Everything that Ansible was asked for; <c>null</c> where nobody called it.</summary>
    public string? Asked => File.Exists(scratch.File("fleet/asked")) ? File.ReadAllText(scratch.File("fleet/asked")) : null;

    /// <summary>What the last rollout told.</summary>
    public IReadOnlyList<string> Said { get; private set; } = [];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", pathBefore);
        scratch.Dispose();
    }

    public void Wish(string word) => scratch.Write($"fleet/{word}", "");

    public void Unwish(string word) => File.Delete(scratch.File($"fleet/{word}"));

    /// <summary>The inventory is elsewhere from now on, and so are the hosts.</summary>
    public string MoveAway()
    {
        Directory.Move(scratch.File("fleet"), scratch.File("elsewhere"));
        return scratch.File("elsewhere/inventory");
    }

    /// <summary>What a host says, a line for each key.</summary>
    public string Of(string host) => File.ReadAllText(scratch.File($"fleet/host.{host}"));

    /// <summary>Somebody does something on a host.</summary>
    public void Change(string host, string before, string after) => scratch.Write($"fleet/host.{host}",
        Of(host).Contains(before, StringComparison.Ordinal) ? Of(host).Replace(before, after, StringComparison.Ordinal)
            : throw new ArgumentException($"The host does not say {before}.", nameof(before)));

    /// <returns>How it ended, and in which words.</returns>
    public async Task<(ExitStatus Status, string Text)> RunAsync(Func<RolloutRequest, RolloutRequest>? change = null,
        GateState gate = GateState.Proceed, IReadOnlyList<VerificationCheck>? open = null)
    {
        var (artifacts, nobody) = (await ArtifactsAsync(open ?? []), new SilentOperator());
        Said = nobody.Said;
        try
        {
            await new Rollout(scratch.Path, (_, _) => Task.FromResult<VerifiedArtifacts?>(artifacts),
                _ => Task.FromResult(gate.Because("006d is as bad")), nobody, TimeProvider.System, Overrides)
                .RunAsync(change?.Invoke(Request) ?? Request, Token);
            return (ExitStatus.Done, "");
        }
        catch (TrialException e)
        {
            return (e.Status, e.Message);
        }
    }

    /// <summary>What Status says of all hosts.</summary>
    public Task<FleetStatus> StatusAsync() => FleetStatus.ReadAsync(
        scratch.Path, new(Request.Inventory!, "all"), KnownBuilds.OfDebian, TimeProvider.System.GetUtcNow(), Token);

    public async Task<RolloutRecord> RecordAsync() =>
        await RecordFile.ReadAsync<RolloutRecord>(RolloutFile.PathOf(Request.Folder, Request.Name), Token);

    /// <summary>As a controller leaves it that dies there.</summary>
    public async Task DieAsync(WaveState state)
    {
        var record = await RecordAsync();
        await RecordFile.WriteAsync(
            RolloutFile.PathOf(Request.Folder, Request.Name), record.With(0, record.Waves[0] with { State = state }), Token);
    }

    async Task<VerifiedArtifacts> ArtifactsAsync(IReadOnlyList<VerificationCheck> open)
    {
        var built = Directory.CreateDirectory(scratch.File("built")).FullName;
        var folder = Directory.GetDirectories(built) is [var made] ? made : await SampleArtifacts.MakeAsync(built, 128);
        var manifest = await ArtifactsVerification.LoadAsync(folder, Token);
        return new(new(folder, manifest with
        {
            Files = [.. manifest.Files.Select(x => x.BuildId is null ? x : x with { BuildId = Build })],
        }), [], open);
    }

    void Program(string name, string text) => File.SetUnixFileMode(scratch.Write($"bin/{name}", text),
        UnixFileMode.UserRead | UnixFileMode.UserExecute);
}
