namespace SpiceTrial.Ground;

/// <summary>Keeps the last part of both streams, passes lines on, and writes them to a log file as they come.</summary>
sealed class CapturedOutput : IDisposable
{
    const int Limit = 4 << 20;

    readonly StringBuilder output = new();
    readonly StringBuilder error = new();
    readonly Action<string>? onLine;
    readonly StreamWriter? log;
    readonly long logLimit;
    readonly Lock gate = new();
    long written;

    public CapturedOutput(ProgramCall call)
    {
        onLine = call.OnLine;
        logLimit = call.LogLimit;
        log = call.LogFile is null ? null : new StreamWriter(call.LogFile, append: true) { AutoFlush = true };
        log?.WriteLine($"$ {call}");
    }

    public string OutputText => output.ToString();

    public string ErrorText => error.ToString();

    public void Output(string line) => Keep(output, line);

    public void Error(string line) => Keep(error, line);

    public void Dispose()
    {
        if (written > logLimit)
            log?.WriteLine($"... the rest is left out: the log is longer than {logLimit} characters");
        log?.Dispose();
    }

    void Keep(StringBuilder text, string line)
    {
        lock (gate)
        {
            text.Append(line).Append('\n');
            if (text.Length > Limit)
                text.Remove(0, text.Length - (Limit / 2));
            if ((written += line.Length + 1) <= logLimit)
                log?.WriteLine(line);
            onLine?.Invoke(line);
        }
    }
}
