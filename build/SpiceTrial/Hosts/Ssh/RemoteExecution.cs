using Renci.SshNet;
using Renci.SshNet.Common;

namespace SpiceTrial.Hosts;

/// <summary>Runs one command line in a channel of its own, with its input, while both of its streams are read.</summary>
static class RemoteExecution
{
    const int MostTries = 50;

    static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    /// <param name="client">The connection.</param>
    /// <param name="text">For the user's shell; quoted already.</param>
    /// <param name="input">Standard input, or <c>null</c>.</param>
    /// <param name="readOutput">Reads standard output to its end.</param>
    /// <param name="readError">Reads standard error to its end.</param>
    /// <param name="stop">Gives the command up.</param>
    /// <param name="tries">How often a session is asked for, where the host has no room for one more.</param>
    /// <returns>The exit status.</returns>
    /// <exception cref="SshException">The connection broke, or the command was killed there.</exception>
    public static async Task<int> RunAsync(
        SshClient client,
        string text,
        string? input,
        Func<Stream, CancellationToken, Task> readOutput,
        Func<Stream, CancellationToken, Task> readError,
        CancellationToken stop,
        int tries = MostTries)
    {
        var (command, execution) = await StartAsync(client, text, tries, stop);
        using var owned = command;
        Task[] tasks =
        [
            execution,
            Task.Run(() => readOutput(command.OutputStream, stop), stop),
            Task.Run(() => readError(command.ExtendedOutputStream, stop), stop),
        ];
        // Not waited for: a command may end without reading its input.
        _ = Task.Run(() => Write(command, input), CancellationToken.None);
        // The first to fail decides: a stream with too much on it must not wait for the command's end.
        try
        {
            await foreach (var task in Task.WhenEach(tasks).WithCancellation(stop))
                await task;
        }
        catch (OperationCanceledException)
        {
            // Sends SIGTERM. The library does so too, but only if it comes before the disposal.
            command.CancelAsync();
            throw;
        }

        return command.ExitStatus
            ?? throw new SshException(
                command.ExitSignal is { } signal ? $"it was ended there by SIG{signal}" : "the host gave no exit status");
    }

    /// <summary>Whether the host has no room for one more session.</summary>
    public static bool IsFull(Exception error) => error.Message.Contains("open a channel", StringComparison.Ordinal);

    // A host with MaxSessions 1 lets a command in when the one before it, or the heart beat, is out.
    static async Task<(SshCommand Command, Task Execution)> StartAsync(SshClient client, string text, int tries, CancellationToken stop)
    {
        while (true)
        {
            var command = client.CreateCommand(text);
            try
            {
                return (command, command.ExecuteAsync(stop));
            }
            catch (SshException e) when (IsFull(e) && --tries > 0)
            {
                command.Dispose();
            }

            await Task.Delay(BetweenTries, stop);
        }
    }

    static void Write(SshCommand command, string? input)
    {
        if (string.IsNullOrEmpty(input))
            return;
        try
        {
            // Its disposal sends the end of the input.
            using var stream = command.CreateInputStream();
            stream.Write(Encoding.UTF8.GetBytes(input));
        }
        catch (Exception)
        {
            // The command or the connection is gone already; what that means, the command's end says.
        }
    }
}
