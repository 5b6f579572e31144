namespace SpiceTrial.Lab;

/// <summary>Runs one cell in a process of its own. Whatever the library does there is a result.</summary>
/// <param name="librariesFolder">Libraries that the tested one needs and this machine lacks, or <c>null</c>.</param>
sealed class CellProcess(string? librariesFolder)
{
    /// <summary>For a child whose own watch does not fire any more; with the machine's clock on top of what the scenario takes.</summary>
    static readonly TimeSpan Backstop = TimeSpan.FromMinutes(30);

    /// <summary>For the runtime's own start on a loaded machine.</summary>
    static readonly TimeSpan StartAllowance = TimeSpan.FromSeconds(15);

    /// <param name="request">What to run.</param>
    /// <param name="folder">Where the child's input and report stand for as long as it runs.</param>
    /// <param name="cancellationToken">Ends the child.</param>
    public async Task<CellReport> RunAsync(CellRequest request, string folder, CancellationToken cancellationToken)
    {
        var program = Path.Combine(AppContext.BaseDirectory, CellProgram.FileName);
        if (!File.Exists(program))
            throw new TrialException("the lab's child program is not there", program, "Run ./build.sh again: it compiles it");
        if (await LibraryFile.FaultAsync(request.Library, cancellationToken) is { } fault)
            return new(CellOutcome.WrongAbi, fault, []);
        request = request with { ClockSlot = await LibraryFile.ClockSlotAsync(request.Library, cancellationToken) };
        Directory.CreateDirectory(folder);
        var name = Guid.NewGuid().ToString("N");
        var (input, output) = (Path.Combine(folder, $"{name}.request.json"), Path.Combine(folder, $"{name}.report.json"));
        using var loading = new CancellationTokenSource(TimeSpan.FromSeconds(request.HangSeconds) + StartAllowance);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(loading.Token, cancellationToken);
        try
        {
            await RecordFile.WriteAsync(input, request, cancellationToken);
            var result = await Programs.RunAsync(
                Call(program, input, output) with { Timeout = Backstop + Length(request), OnLine = x => Loaded(x, loading) }, either.Token);
            return File.Exists(output) && result.ExitCode == 0
                ? await RecordFile.ReadAsync<CellReport>(output, cancellationToken)
                : new(CellOutcome.Crashed, HowItDied(result), []);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(CellOutcome.Hung, $"the library did not come back from being loaded within {request.HangSeconds:0.#} s", []);
        }
        catch (TrialException e) when (e.InnerException is TimeoutException)
        {
            return new(CellOutcome.Hung, $"the child did not end within {(Backstop + Length(request)).TotalMinutes:0} minutes", []);
        }
        finally
        {
            File.Delete(input);
            File.Delete(output);
        }
    }

    // A constructor that hangs holds the loader's lock, and with it the child's own watch: only from outside can it be ended.
    static void Loaded(string line, CancellationTokenSource loading)
    {
        if (line == CellProgram.LoadedLine)
            loading.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    ProgramCall Call(string program, string input, string output) => new(Programs.Dotnet, program, input, output)
    {
        Environment = new Dictionary<string, string?>
        {
            ["LD_LIBRARY_PATH"] = librariesFolder,
            // A crash is a result: no dumps, no sockets of the diagnostics, no heap larger than the lab needs.
            ["DOTNET_DbgEnableMiniDump"] = "0",
            ["DOTNET_EnableDiagnostics"] = "0",
            ["DOTNET_GCHeapHardLimit"] = "0x8000000",
            ["DOTNET_TieredCompilation"] = null,
            // The server reads these.
            ["G_MESSAGES_DEBUG"] = null,
            ["G_DEBUG"] = null,
            ["SPICE_DEBUG_LEVEL"] = null,
            ["SPICE_ABORT_LEVEL"] = null,
            ["SPICE_WORKER_RECORD_FILENAME"] = null,
        },
    };

    static TimeSpan Length(CellRequest request) => request.RealTime ? TimeSpan.FromSeconds(request.Scenario.Seconds) : TimeSpan.Zero;

    static string HowItDied(ProgramResult result)
    {
        var how = result.ExitCode switch
        {
            134 => "SIGABRT",
            135 => "SIGBUS",
            136 => "SIGFPE",
            137 => "SIGKILL",
            139 => "SIGSEGV",
            > 128 => $"signal {result.ExitCode - 128}",
            _ => null,
        };
        var words = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
        return $"the process ended by {how ?? $"itself with exit code {result.ExitCode}"}{(words is null ? "" : $": {words}")}";
    }
}
