namespace SpiceTrial.Hosts;

/// <summary>Asks the ssh client for its effective configuration: aliases, includes and matches are its business.</summary>
static class SshConfigurationReader
{
    public static async Task<SshConfiguration> ReadAsync(JumpHost named, string? configuration, CancellationToken cancellationToken)
    {
        var host = HostName.Check(named.Host);
        if (configuration is not null && !File.Exists(configuration))
            throw new TrialException("The ssh configuration does not exist", configuration, "Correct --ssh-config.", ExitStatus.BadInput);
        if (Programs.Find("ssh") is null || Programs.Find("ssh-keygen") is null)
        {
            throw new TrialException(
                "The ssh client is not installed", host, DebianPackages.InstallHint("ssh"),
                cause: new HostUnreachableException("no ssh client is installed here"));
        }

        string[] file = configuration is null ? [] : ["-F", Path.GetFullPath(configuration)];
        var call = new ProgramCall("ssh", ["-G", .. file, .. named.Words]) { Timeout = TimeSpan.FromSeconds(15) };
        var result = await Programs.RunAsync(call, cancellationToken);
        return result.ExitCode == 0 ? SshConfiguration.Parse(host, result.Output) with { NamedAs = named } : throw new TrialException(
            $"The ssh configuration can't be used: {LastLine(result.Error)}", call.ToString(),
            "Correct the configuration; `ssh -G` shows the effective one.", ExitStatus.BadInput);
    }

    static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "ssh said nothing";
}
