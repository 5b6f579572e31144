namespace SpiceTrial.Sessions.Inputs;

enum FileKind
{
    Other,

    /// <summary>The channels of one of the client's reports.</summary>
    ChannelState,

    /// <summary>Of a captured session.</summary>
    Manifest,

    /// <summary>Logs are found by their content, names vary.</summary>
    MaybeLog,
}

/// <summary>What a session's files are, by their names as far as those are fixed.</summary>
static class FileKinds
{
    static readonly string[] Others = [".json", ".xml", ".pcap", ".png", ".jpg", ".deb", ".html", ".md"];

    public static FileKind Of(string name) => name switch
    {
        "channel-state.json" => FileKind.ChannelState,
        SessionManifest.FileName => FileKind.Manifest,
        _ when Others.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase) => FileKind.Other,
        _ => FileKind.MaybeLog,
    };
}
