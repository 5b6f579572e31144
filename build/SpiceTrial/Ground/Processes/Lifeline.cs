namespace SpiceTrial.Ground;

/// <summary>
/// Starts a program in a session (hence process group) of its own, with a pipe from the tool as its lifeline:
/// when the tool closes the pipe, or is killed with SIGKILL and the kernel closes it, the whole group gets SIGTERM
/// and after a grace period SIGKILL. A parent-death signal would not do: it follows the thread that started the child.
/// </summary>
static class Lifeline
{
    /// <summary>Grace period between SIGTERM and SIGKILL, in tenths of a second.</summary>
    const string GraceTenths = "50";

    // $0 is the grace period, "$@" the program. The watcher holds no output stream, so the reader of the streams
    // sees their end as soon as the program closes them. A shell gives background jobs /dev/null: hence descriptor 3.
    const string Script = """
        exec 3<&0 </dev/null
        ( trap '' TERM INT HUP
          cat <&3 >/dev/null
          kill -TERM -$$
          i=0; while kill -0 $$ && [ $i -lt $0 ]; do sleep 0.1; i=$((i+1)); done
          kill -KILL -$$
        ) >/dev/null 2>&1 &
        """;

    const string Plain = "\nexec \"$@\" 3<&-";

    const string HoldingOn = "\nexec \"$@\" <&3 3<&-";

    public static (string Program, string[] Arguments) Wrap(ProgramCall call) =>
        ("setsid", ["sh", "-c", Script + (call.HoldsLifeline ? HoldingOn : Plain), GraceTenths, call.Program, .. call.Arguments]);
}
