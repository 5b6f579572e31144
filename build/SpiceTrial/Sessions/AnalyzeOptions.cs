namespace SpiceTrial.Sessions;

/// <summary>How sessions are analysed.</summary>
public sealed record AnalyzeOptions
{
    /// <summary>The video's size in pixels; by default the largest region is taken for it.</summary>
    public (int Width, int Height)? Video { get; init; }

    /// <summary>Told about while a log is read: bytes so far.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>Reads <c>WxH</c>.</summary>
    /// <exception cref="TrialException">It is something else.</exception>
    public static (int Width, int Height)? VideoFrom(string? text)
    {
        if (text is null)
            return null;
        return text.Split('x') is [var w, var h] && int.TryParse(w, out var width) && int.TryParse(h, out var height) && width > 0
            && height > 0
            ? (width, height)
            : throw new TrialException($"not a size: {text}", "--video", "Write it as WxH, such as 1024x768", ExitStatus.BadInput);
    }
}
