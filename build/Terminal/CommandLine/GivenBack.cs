using System.Diagnostics;

namespace SpiceTrial.Terminal;

/// <summary>What a run under sudo made in a person's clone is theirs, however the run ends: they run the next one without sudo.</summary>
static class GivenBack
{
    public static void AtTheEnd(string root)
    {
        var script = Path.Combine(root, "build", "give-back.sh");
        if (Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable("SUDO_UID") is { Length: > 0 } && File.Exists(script))
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Process.Start("sh", [script]).WaitForExit();
    }
}
