using SpiceTrial.Hosts;
using SpiceTrial.Sessions;

namespace SpiceTrial.Trial;

/// <summary>The client's report files of a session, and what the player in the guest wrote.</summary>
static class ClientFiles
{
    /// <exception cref="TrialException">No such folder, or its reports began before the process did.</exception>
    public static void Copy(string? reports, string bundle, DomainStatus domain, List<string> warnings)
    {
        if (reports is null)
        {
            warnings.Add("no reports of the client were given (--client-reports)");
            return;
        }

        if (!Directory.Exists(reports))
            throw new TrialException("the folder of client reports does not exist", reports,
                "Give the folder into which the client wrote its reports", ExitStatus.BadInput);
        var files = new DirectoryInfo(reports).EnumerateFiles("*.zip").Where(x => x.LinkTarget is null)
            .OrderBy(x => x.Name, StringComparer.Ordinal).ToList();
        var playLog = new FileInfo(Path.Combine(reports, PlayLog.FileName));
        if (playLog is { Exists: true, LinkTarget: null })
            files.Add(playLog);
        if (files.Count == 0)
            warnings.Add($"the folder of client reports holds neither a zip nor a {PlayLog.FileName}");
        var early = files.FirstOrDefault(x => ClientReports.Written(x.Name) < domain.Started - TimeSpan.FromMinutes(1));
        if (early is not null)
        {
            throw new TrialException(
                $"the client wrote {early.Name} before the process started ({domain.Started:u}): the VM was started again in mid-run, or "
                    + "the reports are another session's", reports,
                "Give only this session's reports, or play the workload again in one process", ExitStatus.Refused);
        }

        var target = Directory.CreateDirectory(Path.Combine(bundle, "client")).FullName;
        foreach (var file in files)
            file.CopyTo(Path.Combine(target, file.Name));
    }
}
