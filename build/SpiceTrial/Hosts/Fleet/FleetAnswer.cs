using System.Text.Json;

namespace SpiceTrial.Hosts;

/// <summary>What one host answered to one task, as the collection's callback says it: a line of JSON.</summary>
/// <param name="Host">As the inventory names it.</param>
/// <param name="Task">The task's name in the role.</param>
/// <param name="Outcome"><c>ok</c>, <c>failed</c>, <c>unreachable</c> or <c>skipped</c>.</param>
/// <param name="Rc">The exit status of what ran on the host; <c>null</c> where none is known.</param>
/// <param name="Stdout">What it printed.</param>
/// <param name="Stderr">What it printed there.</param>
/// <param name="Script">SHA-256 of the script that read the host.</param>
/// <param name="Msg">What Ansible says of it.</param>
sealed record FleetAnswer(
    string Host, string Task, string Outcome, int? Rc, string? Stdout, string? Stderr, string? Script, JsonElement? Msg)
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Whether the host itself has answered: what failed without a status has ended before it, or on the way.</summary>
    public bool IsReached => Outcome != "unreachable" && Rc is not null;

    /// <summary>Why it is no success, in one line.</summary>
    public string Trouble => Printable.Show(
        (Msg is { ValueKind: JsonValueKind.String } text ? text.GetString() : null)?.Trim() is { Length: > 0 } said ? said : Outcome, 300);

    /// <summary>How a verb of the script ended; <c>null</c> where nobody knows: no connection, or no end in time.</summary>
    public VerbResult? Verb => Rc is { } status && IsReached
        ? HostTransaction.Read(status, [.. $"{Stdout}\n{Stderr}".Split('\n').Select(x => x.TrimEnd('\r'))]) : null;

    /// <returns><c>null</c> for a line that is something else: Ansible's own words.</returns>
    public static FleetAnswer? Parse(string line)
    {
        if (!line.StartsWith("{\"host\": ", StringComparison.Ordinal))
            return null;
        try
        {
            var answer = JsonSerializer.Deserialize<FleetAnswer>(line, Options);
            var task = answer?.Task.Split(" : ")[^1];
            return answer is { Host: not null, Outcome: not null } ? answer with { Task = task! } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
