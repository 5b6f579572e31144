namespace SpiceTrial.Builders;

/// <summary>Takes the builder that was asked for, or the first that works, and says why.</summary>
public sealed class BuilderChoice(IReadOnlyList<IBuilder> builders)
{
    public const string Auto = "auto";

    public static IReadOnlyList<string> Names { get; } = [Auto, "container", "chroot", "host"];

    public async Task<(IBuilder Builder, string Reason)> ChooseAsync(
        string wanted, string suite, string architecture, CancellationToken cancellationToken)
    {
        var refused = new List<string>();
        BuilderCheck? last = null;
        foreach (var builder in builders.Where(x => wanted == Auto || x.Name == wanted))
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
                $"no builder works for {suite} {architecture}: {string.Join("; ", refused)}", "--builder " + wanted, last.Hint);
    }
}
