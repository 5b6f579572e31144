using Serilog;
using SpiceTrial.Testing;

/// <content>The test hypervisor.</content>
sealed partial class Build : ITestHost
{
    public TestHostSwitch TestHostSwitch => new(RootDirectory, Settings.Workspace, x => Log.Information("{Text:l}", x));
}
