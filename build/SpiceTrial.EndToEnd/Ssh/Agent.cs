using System.Diagnostics;

namespace SpiceTrial.EndToEnd.Ssh;

/// <summary>A real ssh-agent with a socket of its own.</summary>
sealed class Agent : IAsyncDisposable
{
    readonly Process process;

    Agent(string socket, Process process)
    {
        Socket = socket;
        this.process = process;
    }

    public string Socket { get; }

    public static async Task<Agent> StartAsync(string socket)
    {
        var process = Process.Start(new ProcessStartInfo("ssh-agent", ["-D", "-a", socket]) { RedirectStandardOutput = true })!;
        while (!File.Exists(socket))
            await Task.Delay(20);
        return new(socket, process);
    }

    public async Task AddAsync(string key, string passphrase = "")
    {
        // ssh-add asks a program for the passphrase where there is no terminal.
        var ask = $"{Socket}.ask";
        await File.WriteAllTextAsync(ask, $"#!/bin/sh\necho '{passphrase}'\n");
        File.SetUnixFileMode(ask, (UnixFileMode)0b111_101_101);
        await Programs.OutputOfAsync(
            new("ssh-add", key)
            {
                Environment = new Dictionary<string, string?> {
                    ["SSH_AUTH_SOCK"] = Socket, ["SSH_ASKPASS"] = ask, ["SSH_ASKPASS_REQUIRE"] = "force" },
            },
            "ssh-add failed",
            CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
