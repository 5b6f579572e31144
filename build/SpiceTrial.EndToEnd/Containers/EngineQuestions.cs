namespace SpiceTrial.EndToEnd.Containers;

static class EngineQuestions
{
    public static async Task<string> AskAsync(this ITestEngine engine, params IReadOnlyList<string> arguments) =>
        await Programs.OutputOfAsync(
        new(engine.Name, arguments) { Environment = engine.Environment }, $"{engine.Name} does not answer", CancellationToken.None);

    /// <summary>Every container that it knows, running or not.</summary>
    public static Task<string> ContainersAsync(this ITestEngine engine) => engine.AskAsync("ps", "--all", "--quiet");
}
