using System.Collections.Concurrent;
using SpiceTrial.Hosts;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>An operator who keeps what is shown and answers as told, the last answer again; without answers it is nobody.</summary>
sealed class RecordedOperator(params bool[] answers) : IOperator
{
    readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<PreflightRow> Rows { get; private set; } = [];

    public string Text => string.Join('\n', lines);

    public ConcurrentQueue<string> Questions { get; } = new();

    /// <summary>Called for every line.</summary>
    public Action<string>? Heard { get; init; }

    public void Say(string text)
    {
        lines.Enqueue(text);
        Heard?.Invoke(text);
    }

    public void Warn(string text) => Say($"warning: {text}");

    public void Show(IReadOnlyList<PreflightRow> rows) => Rows = rows;

    public Task<bool?> AskAsync(string question, CancellationToken cancellationToken)
    {
        Questions.Enqueue(question);
        return Task.FromResult<bool?>(answers.Length == 0 ? null : answers[Math.Min(Questions.Count, answers.Length) - 1]);
    }
}
