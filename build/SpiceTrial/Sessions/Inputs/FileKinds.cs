namespace SpiceTrial.Sessions;

/// <summary>What a session's files are, by their names as far as those are fixed.</summary>
static class FileKinds
{
    static readonly string[] Others = [".json", ".pcap", ".png", ".jpg", ".deb", ".html", ".md"];

    public static FileKind Of(string name) => name switch
    {
        "channel-state.json" => FileKind.ChannelState,
        SessionManifest.FileName => FileKind.Manifest,
        _ when name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) => FileKind.Xml,
        _ when Others.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase) => FileKind.Other,
        _ => FileKind.MaybeLog,
    };
}
