using Serilog;
using SpiceTrial.Testing;

/// <content>The test hypervisor.</content>
sealed partial class Build : ITestHost
{
    public TestHostService TestHostService =>
        new(Path.Combine(RootDirectory, ".nuke", "temp", "test-host"), Settings.Workspace, x => Log.Information("{Text:l}", x));
}
