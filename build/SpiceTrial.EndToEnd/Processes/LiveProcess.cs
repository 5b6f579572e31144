namespace SpiceTrial.EndToEnd.Processes;

/// <summary>A process by the number that it wrote into a file.</summary>
static class LiveProcess
{
    public static async Task<int> IdFromAsync(string file, CancellationToken cancellationToken)
    {
        while (!File.Exists(file) || !(await File.ReadAllTextAsync(file, cancellationToken)).EndsWith('\n'))
            await Task.Delay(20, cancellationToken);
        return int.Parse((await File.ReadAllTextAsync(file, cancellationToken)).Trim(), CultureInfo.InvariantCulture);
    }

    /// <summary>Whether it is there and not just waiting to be reaped.</summary>
    public static bool IsRunning(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static async Task<bool> EndsWithinAsync(int id, TimeSpan time, CancellationToken cancellationToken)
    {
        var until = DateTime.UtcNow + time;
        while (IsRunning(id) && DateTime.UtcNow < until)
            await Task.Delay(20, cancellationToken);
        return !IsRunning(id);
    }
}
