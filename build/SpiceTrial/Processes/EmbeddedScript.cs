namespace SpiceTrial.Processes;

/// <summary>Shell scripts that are part of the library: they stand beside the class that runs them.</summary>
static class EmbeddedScript
{
    /// <param name="name">Folder and file, e.g. <c>Builders.make-base.sh</c>.</param>
    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(EmbeddedScript).Assembly.GetManifestResourceStream($"SpiceTrial.{name}")!);
        return reader.ReadToEnd();
    }
}
