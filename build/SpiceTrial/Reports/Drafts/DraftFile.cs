namespace SpiceTrial.Reports;

/// <summary>Writes the generated part of a draft; what a person wrote outside of it stays.</summary>
static class DraftFile
{
    /// <param name="path">Of the draft.</param>
    /// <param name="text">Of its generated part.</param>
    /// <param name="warn">Is told of measurements that the draft had and no longer has.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The path.</returns>
    public static async Task<string> WriteAsync(string path, string text, Action<string>? warn, CancellationToken cancellationToken)
    {
        var existing = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : null;
        var replaced = GeneratedPart.Replace(existing, text, path);
        foreach (var loss in DraftLoss.Of(existing, replaced, path))
            warn?.Invoke(loss);
        await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(replaced), cancellationToken);
        return path;
    }
}
