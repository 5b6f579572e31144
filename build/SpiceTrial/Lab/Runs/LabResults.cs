namespace SpiceTrial.Lab;

/// <summary>The lab's results by date.</summary>
public static class LabResults
{
    /// <summary>The newest <c>lab.json</c> below the folder, or <c>null</c>. Runs on the machine's clock stand beside the others
    /// (<c>DATE-real-time</c>), and are checks rather than evidence.</summary>
    public static string? Newest(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Where(x => DateOnly.TryParseExact(Path.GetFileName(x), "yyyy-MM-dd", out _))
            .OrderDescending(StringComparer.Ordinal).Select(x => Path.Combine(x, LabRun.FileName)).FirstOrDefault(File.Exists)
        : null;
}
