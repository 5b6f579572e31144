using Spectre.Console;

namespace SpiceTrial.Terminal;

/// <summary>Asks on the terminal, without showing what is typed; where there is none, nobody can be asked.</summary>
public static class ConsolePrompt
{
    /// <returns>What was typed, or <c>null</c> where there is nobody to ask.</returns>
    public static async Task<string?> AskAsync(string question, CancellationToken cancellationToken)
    {
        if (Console.IsInputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
            return null;
        // Takes the terminal's echo off before the question stands there: whoever answers at once is not shown either.
        _ = Console.KeyAvailable;
        var prompt = new TextPrompt<string>($"{Markup.Escape(question)}:") { IsSecret = true, Mask = null, AllowEmpty = true };
        return await AnsiConsole.PromptAsync(prompt, cancellationToken);
    }
}
