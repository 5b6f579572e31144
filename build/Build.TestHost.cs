/// <content>The test hypervisor.</content>
sealed partial class Build : ITestHost;
