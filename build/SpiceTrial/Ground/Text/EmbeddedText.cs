namespace SpiceTrial.Ground;

/// <summary>Scripts, templates and style sheets that are part of an assembly: they stand beside the class that uses them.</summary>
static class EmbeddedText
{
    /// <param name="file">The file's name, e.g. <c>make-base.sh</c>.</param>
    /// <param name="beside">A type of the assembly that holds it; this library where none is named.</param>
    public static string Read(string file, Type? beside = null)
    {
        var assembly = (beside ?? typeof(EmbeddedText)).Assembly;
        var name = assembly.GetManifestResourceNames().Single(x => x.EndsWith("." + file, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
