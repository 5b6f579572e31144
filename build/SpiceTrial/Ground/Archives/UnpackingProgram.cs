using System.IO.Pipelines;
using CliWrap;

namespace SpiceTrial.Ground;

/// <summary>
/// What a program makes of a packed stream, as it comes: neither more memory than the pipes' nor a file. The program ends with its input,
/// so with this process too.
/// </summary>
/// <exception cref="InvalidDataException">The program failed, or stood still: what came before counts.</exception>
sealed class UnpackingProgram : ForwardStream
{
    static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);

    // Options of the person's own for these programs are not for us.
    static readonly Dictionary<string, string?> NoOptions =
        new[] { "XZ_OPT", "XZ_DEFAULTS", "BZIP", "BZIP2" }.ToDictionary(x => x, _ => (string?)null);

    readonly CancellationTokenSource stop = new();
    readonly StringBuilder said = new();
    readonly string name;
    readonly Stream unpacked;
    readonly Task<int> running;
    bool isClosed;

    public UnpackingProgram(string program, IReadOnlyList<string> arguments, Stream packed)
    {
        name = Path.GetFileName(program);
        var pipe = new Pipe();
        unpacked = pipe.Reader.AsStream();
        running = Task.Run(() => RunAsync(
            Cli.Wrap(program).WithArguments(arguments).WithStandardInputPipe(PipeSource.FromStream(packed)), pipe.Writer));
    }

    // Not through Programs: these are bytes, and the program lives no longer than its input.
    async Task<int> RunAsync(Command program, PipeWriter output)
    {
        try
        {
            return (await program.WithEnvironmentVariables(NoOptions).WithStandardOutputPipe(PipeTarget.ToStream(output.AsStream()))
                .WithStandardErrorPipe(PipeTarget.ToDelegate(line => said.Append(said.Length == 0 ? Printable.Show(line.Trim(), 200) : "")))
                .WithValidation(CommandResultValidation.None).ExecuteAsync(stop.Token)).ExitCode;
        }
        finally
        {
            await output.CompleteAsync();
        }
    }

    public override int Read(Span<byte> buffer)
    {
        stop.CancelAfter(LongestSilence);
        var read = unpacked.Read(buffer);
        stop.CancelAfter(Timeout.InfiniteTimeSpan);
        if (read > 0 || buffer.IsEmpty)
            return read;
        // What the packed stream itself has to say comes first.
        return End() switch
        {
            0 => 0,
            null => throw new InvalidDataException($"{name} did not go on for {LongestSilence.TotalSeconds:0} s"),
            _ => throw new InvalidDataException($"{name} says: {said}"),
        };
    }

    int? End()
    {
        try
        {
            return running.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    protected override void Dispose(bool disposing)
    {
        // Whoever wraps a stream may close it once more.
        if (disposing && !isClosed)
        {
            isClosed = true;
            stop.Cancel();
            unpacked.Dispose();
            // The packed stream is the caller's again.
            ((IAsyncResult)running).AsyncWaitHandle.WaitOne();
            stop.Dispose();
        }

        base.Dispose(disposing);
    }
}
