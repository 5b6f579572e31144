using Xunit;

namespace SpiceTrial.EndToEnd.Launchers;

/// <summary>Copies of build.sh and build.ps1 in a tree of their own, with a <c>dotnet</c> that answers as the test says and logs what it
/// was asked.</summary>
sealed class LauncherSandbox : IDisposable
{
    // "run" lines are what reaches the build; FAKE_* are the answers.
    const string FakeDotnet = """
        #!/bin/bash
        lacked=()
        root=$(cd "$(dirname "$0")/.." && pwd)
        echo "$*" >>"$root/asked.log"
        case "$1" in
            --version) [[ ${FAKE_SDK:-new} == new ]] || exit 145; echo 10.0.401 ;;
            restore)
                # Asked for Nuke alone.
                case "${FAKE_FEED:-lacks}" in
                    lacks) lacked=(Nuke.Common Nuke.Components) ;;
                    lacks-other) lacked=(Nuke.Common) ;;
                    NU*) echo "/x/_build.csproj : error $FAKE_FEED"; exit 1 ;;
                    down) echo "/x/_build.csproj : error NU1301: Unable to load the service index"; exit 1 ;;
                esac
                for package in "${lacked[@]}"; do
                    echo "/x/_build.csproj : error NU1101: Unable to find package $package. No packages exist with this id"
                done
                exit $((${#lacked[@]} > 0)) ;;
            build)
                sleep "${FAKE_COMPILE_SECONDS:-0}"
                # Ctrl-C goes to the launcher too, and a compiler that is interrupted fails.
                [[ -z ${FAKE_INTERRUPTED-} ]] || { kill -INT "$PPID"; exit 1; }
                [[ ${FAKE_FEED:-lacks} != lacks-other ]] || { echo "error NU1101: Unable to find package CliWrap"; exit 1; }
                [[ ${FAKE_SOURCE:-good} == good ]] || { echo "a line of noise"; echo "Build.cs(1,1): error CS1002: ; expected"; exit 1; }
                env >"$root/build.env"; echo "$PWD" >"$root/build.folder"
                mkdir -p "$root/build/bin/Debug" && echo program >"$root/build/bin/Debug/_build.dll" ;;
            *_build.dll)
                shift
                echo "run:$(printf ' [%s]' "$@")"
                echo "NAME=${NAME-unset} GROUP=${GROUP-unset} GPG_TTY=${GPG_TTY-unset} SPICE_TRIAL_RESTORE=${SPICE_TRIAL_RESTORE-}"
                echo "HOST=${HOST-unset} NUKE_HOST=${NUKE_HOST-unset} in $PWD from ${SPICE_TRIAL_FROM-unset}"
                exit "${FAKE_EXIT:-0}" ;;
        esac
        """;

    readonly Scratch scratch = new();
    readonly Dictionary<string, string?> environment = new() { ["NUKE_HOST"] = null, ["HOST"] = null, ["GPG_TTY"] = null };

    /// <param name="folder">The project's, below one that is around it; "": it has none of its own.</param>
    public LauncherSandbox(string folder = "")
    {
        Root = scratch.File(folder).TrimEnd('/');
        Directory.CreateDirectory(Root);
        foreach (var launcher in new[] { "build.sh", "build.ps1" })
            File.Copy(Path.Combine(AppContext.BaseDirectory, "launchers", launcher), At(launcher));
        scratch.Write(At("build/global.json"), """{ "sdk": { "version": "10.0.100" } }""");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "launchers", "give-back.sh"), At("build/give-back.sh"));
        scratch.Write(At("build/_build.csproj"), "<Project />");
        scratch.Write(At("build/Build.cs"), "class Build;");
        Directory.CreateDirectory(At(".nuke"));
        AddProgram("dotnet", FakeDotnet);
        With("PATH", $"{At("bin")}:{Environment.GetEnvironmentVariable("PATH")}");
    }

    /// <summary>What reaches the build, and what the user wrote.</summary>
    public static TheoryData<string, string[]> Arguments { get; } = new()
    {
        { "[Install] [--hypervisor] [sf-2]", ["Install", "--host", "sf-2"] },
        { "[Install] [--hypervisor] [sf-2]", ["Install", "--host=sf-2"] },
        { "[DebBuild] [--trace-items] [64]", ["DebBuild", "--trace-items=64"] },
        { "[DebBuild]", ["DebBuild"] },
        { "[--help]", ["-h"] },
        { "[Test] [--output] [a b]", ["Test", "--output", "a b"] },
        { "[Test] [--show-plan]", ["Test", "--plan"] },
        { "[Compare] [--trial] [007] [--show-plan]", ["Compare", "--plan", "007", "--plan"] },
        { "[]", [] },
    };

    public string Root { get; }

    public string Launcher => At("build.sh");

    /// <summary>What the fake was asked, but for its version.</summary>
    public IReadOnlyList<string> Asked => File.Exists(Log) ? [.. File.ReadAllLines(Log).Where(x => x != "--version")] : [];

    public int Compilations => Asked.Count(x => x.StartsWith("build ", StringComparison.Ordinal));

    string At(string name) => Path.Combine(Root, name);

    string Log => At("asked.log");

    public LauncherSandbox With(string variable, string? value)
    {
        environment[variable] = value;
        return this;
    }

    public void Write(string name, string text) => scratch.Write(At(name), text);

    public string Read(string name) => File.ReadAllText(At(name));

    public bool Exists(string name) => File.Exists(At(name));

    public void Delete(string name) => File.Delete(At(name));

    public void AddProgram(string name, string text)
    {
        var file = scratch.Write(At($"bin/{name}"), text);
        File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
    }

    /// <summary>Only these programs of the system are on PATH.</summary>
    public LauncherSandbox WithOnly(params string[] programs)
    {
        Directory.CreateDirectory(At("system"));
        foreach (var program in programs)
            File.CreateSymbolicLink(At($"system/{program}"), Programs.Find(program)!);
        return With("PATH", $"{At("bin")}:{At("system")}");
    }

    // A run of the tests in the background has it ignored, and so would the launcher.
    public Task<ProgramResult> RunAsync(params string[] arguments) =>
        RunAsync(new ProgramCall("/usr/bin/env", ["--default-signal=INT", "/bin/bash", Launcher, .. arguments]));

    /// <summary>With mounts of its own, made first.</summary>
    public Task<ProgramResult> RunBehindAsync(string mounts, params string[] arguments) => RunAsync(new ProgramCall("unshare",
        ["--mount", "/bin/bash", "-euc", mounts + "; shift; exec /bin/bash \"$@\"", "bash", Root, Launcher, .. arguments]));

    /// <summary>As somebody else, who can come here.</summary>
    public Task<ProgramResult> RunAsAsync(string user, params string[] arguments)
    {
        File.SetUnixFileMode(scratch.Path, (UnixFileMode)0b111_101_101);
        return RunAsync(new ProgramCall(
            "setpriv", ["--reuid", user, "--regid", user, "--clear-groups", "/bin/bash", Launcher, .. arguments]));
    }

    // script(1) waits for ever for a child that is not its own: the lifeline's.
    public Task<ProgramResult> RunOnATerminalAsync(string target) => RunAsync(new ProgramCall(
        "setsid", "--wait", "script", "--quiet", "--return", "--command", ShellWords.Join(["/bin/bash", Launcher, target]), "/dev/null"));

    /// <summary>As one typed it in a session of PowerShell.</summary>
    public Task<ProgramResult> TypeInPowerShellAsync(string pwsh, string line) =>
        RunAsync(new ProgramCall(pwsh, "-NoProfile", "-Command", line.Replace("build.ps1", At("build.ps1"), StringComparison.Ordinal)));

    /// <param name="pwsh">The program.</param>
    /// <param name="arguments">Of build.ps1.</param>
    public Task<ProgramResult> RunInPowerShellAsync(string pwsh, params string[] arguments) =>
        RunAsync(new ProgramCall(pwsh, ["-NoProfile", "-File", At("build.ps1"), .. arguments]));

    public void Dispose() => scratch.Dispose();

    Task<ProgramResult> RunAsync(ProgramCall call) =>
        Programs.RunAsync(call with { WorkingDirectory = "/", Environment = environment }, TestContext.Current.CancellationToken);
}
