namespace SpiceTrial.EndToEnd.Ssh;

/// <summary>An operator who types the same secret whenever asked, and notes the questions.</summary>
sealed class TypedSecret(params string[] answers)
{
    readonly List<string> questions = [];

    public IReadOnlyList<string> Questions => questions;

    public Task<string?> AskAsync(string question, CancellationToken cancellationToken)
    {
        questions.Add(question);
        return Task.FromResult<string?>(answers[Math.Min(questions.Count, answers.Length) - 1]);
    }
}
