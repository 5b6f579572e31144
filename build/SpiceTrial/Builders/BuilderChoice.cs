namespace SpiceTrial.Builders;

/// <summary>Takes the builder that was asked for, or the first isolated one that works, and says why. The host itself is taken only where
/// it is named: there the source's own scripts run on this machine as whoever builds.</summary>
public sealed class BuilderChoice(IReadOnlyList<IBuilder> builders)
{
    public const string Auto = "auto";

    public static IReadOnlyList<string> Names { get; } = [Auto, "container", "chroot", "host"];

    public async Task<(IBuilder Builder, string Reason)> ChooseAsync(
        string wanted, string suite, string architecture, CancellationToken cancellationToken)
    {
        var refused = new List<string>();
        BuilderCheck? last = null;
        foreach (var builder in builders.Where(x => x.Name == wanted || (wanted == Auto && x.Name != HostBuilder.Own)))
        {
            last = await builder.CheckAsync(suite, architecture, cancellationToken);
            if (last.Works)
                return (builder, string.Join(
                    "; ", refused.Append(wanted == Auto ? $"{builder.Name}: {last.Reason}" : $"asked for; {last.Reason}")));
            refused.Add($"{builder.Name}: {last.Reason}");
        }

        throw last is null
            ? new TrialException(
                $"there is no builder {wanted}", "--builder", $"Use one of {string.Join(", ", Names)}", ExitStatus.BadInput)
            : new TrialException(
                $"no builder works for {suite} {architecture}: {string.Join("; ", refused)}", "--builder " + wanted,
                wanted == Auto
                    ? $"{last.Hint}. --builder {HostBuilder.Own} builds on this machine as it is, only for sources that you trust"
                    : last.Hint);
    }
}
