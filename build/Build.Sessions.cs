using SpiceTrial.Hosts;
using SpiceTrial.Sessions;
using SpiceTrial.Trial;

/// <content>Sessions: what was captured, its figures, the plan's gate.</content>
sealed partial class Build : IAnalyze, ICapture, IGate, IFuzz
{
    CaptureRun ICapture.CaptureRun => new(
        stop => Hosts.ConnectAsync(Settings.Hypervisor, Settings.SshConfig, stop),
        stop => KnownBuilds.OfProjectAsync(Settings.Workspace, Warning, stop), Phase, Warning) { Step = Step };

    CaptureRequest ICapture.CaptureRequest
    {
        get
        {
            ICapture given = this;
            return CaptureRequest.Of(given.Tag, given.SessionsFolder) with
            {
                Domain = given.Domain, ClientReports = given.ClientReports, ExpectArm = given.ExpectArm,
                Video = AnalyzeOptions.VideoFrom(given.Video),
            };
        }
    }
}
