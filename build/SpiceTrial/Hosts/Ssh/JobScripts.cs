namespace SpiceTrial.Hosts;

/// <summary>The shell scripts of <see cref="RemoteJob"/>. Values reach them as arguments or quoted by <see cref="RemoteShell"/>, never as
/// text.</summary>
static class JobScripts
{
    /// <summary>
    /// Arguments: folder, size. Puts its input there as the script <c>run</c>, whole or not at all. Twice, because a step that ends takes
    /// the folders above away while they are empty.
    /// </summary>
    public const string Prepare = """
        umask 077
        { mkdir -p "$1" 2>/dev/null || mkdir -p "$1"; } && cat >"$1/run.$$" && [ "$(wc -c <"$1/run.$$")" -eq "$2" ] && mv "$1/run.$$" "$1/run"
        """;

    /// <summary>
    /// Arguments: folder, unit. Starts <c>run</c> and waits until it is there. Does not make the folder: a start that was held up
    /// somewhere and comes after the end finds none.
    /// </summary>
    public const string Start = """
        cd "$1" 2>/dev/null || exit 33
        [ -e pid ] && exit 0
        { [ -d /run/systemd/system ] && systemd-run --quiet --no-ask-password --unit="$2" --property=KillMode=process /bin/sh "$1/run"; } ||
            setsid /bin/sh "$1/run" </dev/null >/dev/null 2>&1 &
        tries=0
        until [ -e pid ]; do
            tries=$((tries + 1))
            [ "$tries" -gt 200 ] && exit 34
            sleep 0.1
        done
        """;

    /// <summary>Arguments: folder, first line. Prints the output from there to the end of the step.</summary>
    public const string Follow = """
        cd "$1" 2>/dev/null || exit 33
        exec tail -n "+$2" -s 0.2 -f --pid="$(cat pid)" output 2>/dev/null
        """;

    /// <summary>Argument: folder.</summary>
    public const string Status = """
        cd "$1" 2>/dev/null || exit 33
        [ -e status ] || exit 34
        exec cat status
        """;

    /// <summary>Argument: folder. Takes it away, and the folders above it where no other step needs them.</summary>
    public const string Tidy = """
        rm -rf -- "$1"
        rmdir "${1%/*}" "${1%/*/*}" 2>/dev/null
        [ ! -e "$1" ]
        """;

    public static IReadOnlyList<string> Words(string script, params string[] arguments) => ["sh", "-c", script, "sh", .. arguments];

    /// <summary>
    /// The step itself. However often it is started, it runs once: only one can make the folder <c>once</c>. Ends with 0 whatever the
    /// program's exit status, so that systemd keeps no failed unit.
    /// </summary>
    public static string Run(string folder, IReadOnlyList<string> words) => $"""
        folder={RemoteShell.Quote([folder])}
        mkdir "$folder/once" 2>/dev/null || exit 0
        cd /
        umask 022
        export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
        : >"$folder/output"
        echo $$ >"$folder/pid.new" && mv "$folder/pid.new" "$folder/pid"
        {RemoteShell.Quote(words)} >"$folder/output" 2>&1 </dev/null
        echo $? >"$folder/status.new" && mv "$folder/status.new" "$folder/status"
        exit 0

        """;
}
