namespace SpiceTrial.Sessions;

enum FileKind
{
    Other,

    /// <summary>The channels of one of the client's reports.</summary>
    ChannelState,

    /// <summary>Of a captured session.</summary>
    Manifest,

    /// <summary>Maybe a domain's, by its content.</summary>
    Xml,

    /// <summary>Logs are found by their content, names vary.</summary>
    MaybeLog,
}
