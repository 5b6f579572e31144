using Serilog;
using SpiceTrial.Packages;
using SpiceTrial.TestHosts;

/// <content>The test hypervisor.</content>
sealed partial class Build : ITestHost
{
    public TestHostSwitch TestHostSwitch => new(RootDirectory, Workspace.At(RootDirectory, Settings.CacheDirectory), x => Log.Information("{Text:l}", x));
}
