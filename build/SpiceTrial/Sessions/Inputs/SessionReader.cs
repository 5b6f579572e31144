namespace SpiceTrial.Sessions;

/// <summary>Reads one input: a bundle, folder, log or client's report.</summary>
sealed class SessionReader(string path, AnalyzeOptions options, bool joinsPieces = false)
{
    // What a client's report or a manifest may be in size; they are some KiB.
    const int LargestJson = 32 << 20;

    // A domain's is some KiB.
    const int LargestXml = 1 << 20;

    // Read only where they begin as logs do: names vary.
    static readonly string[] Others = [".pcap", ".png", ".jpg", ".deb", ".html", ".md"];

    readonly InputWalker walker = new(new());
    readonly List<(string At, RunFigures Run)> runs = [];
    readonly List<string> remarks = [];
    readonly ClientReports clients = new();

    // By the folder or archive that each lies in: what it says is of the runs that lie there or below.
    readonly Dictionary<string, SessionManifest> manifests = new(StringComparer.Ordinal);
    string? compression;
    long? framesPlayed;
    bool sawContent;
    int startsWithoutSpice;

    /// <summary>
    /// virtlogd's pieces have to be joined oldest first, in whatever order an archive has them. Most inputs have none, so a log is read
    /// where it stands; only when a piece turns up another reader begins again, with the pieces put aside.
    /// </summary>
    public async Task<Analysis> ReadAsync(CancellationToken cancellationToken)
    {
        using var pieces = new LogPieces();
        var again = false;
        await foreach (var leaf in walker.WalkAsync(path, cancellationToken))
        {
            var isPiece = LogPieces.IsPiece(leaf.Name);
            again = isPiece && !joinsPieces && (Directory.Exists(path) || leaf.Container.Length > 0);
            if (again)
                break;
            var isOfLog = (isPiece || LogPieces.IsCurrent(leaf.Name)) && (leaf.Head.IsEmpty || ForeignFormats.IsText(leaf.Head.Span));
            if (!joinsPieces || !isOfLog || ForeignFormats.Why(leaf.Head.Span) is not null)
                await TakeAsync(leaf, cancellationToken);
            else if (!await pieces.PutAsideAsync(leaf, cancellationToken))
                walker.PassOver(leaf.Path, "another file is the same piece of this log: take one of them out, or give it another name");
        }

        if (again)
            return await new SessionReader(path, options, joinsPieces: true).ReadAsync(cancellationToken);
        foreach (var (name, log, note, hole) in pieces.Joined())
            await using (log)
                await TakeLogAsync(name, null, log, note, hole, cancellationToken);

        if (runs.Count == 0 && clients.IsEmpty)
            throw Nothing();
        return Finished();
    }

    async Task TakeAsync(Leaf leaf, CancellationToken cancellationToken)
    {
        switch (leaf.Name)
        {
            case "channel-state.json":
                sawContent = true;
                clients.Add(leaf.Container, await BytesAsync(leaf.Content, cancellationToken));
                break;
            case PlayLog.FileName:
                framesPlayed = (framesPlayed ?? 0) + PlayLog.Frames(await BytesAsync(leaf.Content, cancellationToken));
                break;
            case SessionManifest.FileName:
                if (SessionManifest.TryRead((await BytesAsync(leaf.Content, cancellationToken)).Span) is { } manifest)
                    manifests[leaf.Container] = manifest;
                break;
            case var name when name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase):
                compression = DomainXml.ImageCompression(await BytesAsync(leaf.Content, cancellationToken, LargestXml)) ?? compression;
                break;
            case var _ when ForeignFormats.Why(leaf.Head.Span) is { } why:
                sawContent = true;
                walker.PassOver(leaf.Path, why);
                break;
            case var name when name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !ForeignFormats.IsLog(leaf.Head.Span):
                await LookIntoJsonAsync(leaf, cancellationToken);
                break;
            case var name when ForeignFormats.IsLog(leaf.Head.Span)
                || !(Others.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)
                    || ForeignFormats.IsNoLog(leaf.Head.Span)):
                await TakeLogAsync(leaf.Path, leaf, leaf.Content, null, null, cancellationToken);
                break;
            default:
                break;
        }
    }

    async Task TakeLogAsync(
        string name, Leaf? leaf, Stream content, string? note, string? hole, CancellationToken cancellationToken)
    {
        var log = new TolerantStream(content);
        var known = new LogOptions(SessionPath.TagOf(path)) { Video = options.Video, Progress = options.Progress };
        var found = await SessionLog.ReadPartsAsync(log, known, cancellationToken);
        sawContent |= !found.IsEmpty;
        startsWithoutSpice += found.Runs.Count > 0 ? 0 : found.Starts;
        var damage = log.Damage is { } cut
            ? $"the log is damaged or cut off ({cut.TrimEnd('.')}): what stands before that was read" : null;
        if (Unread(name, leaf, found, damage ?? hole) is { } why)
            walker.PassOver(name, why);
        else
            runs.AddRange(found.Runs.Select(x => (name, x with
            {
                Source = Printable.Show(name, 200, keepsEnd: true),
                LogComplete = (damage ?? hole) is null ? x.LogComplete : false,
                Remarks = [.. x.Remarks, .. ((string?[])[note, hole, damage]).OfType<string>()],
            })));
    }

    /// <summary>Why what was found in a log is not the run that it may hold; <c>null</c> where it is, or where it holds none.</summary>
    string? Unread(string name, Leaf? leaf, LogContent found, string? damage) => found switch
    {
        { IsEmpty: true } => damage ?? (name.Contains(".log", StringComparison.OrdinalIgnoreCase) || !Directory.Exists(path)
            ? RegularFile.Empty : null),
        { Mixed: { Count: > 0 } mixed } => $"lines of {mixed.Count} processes stand mixed in it ({Words(mixed)}): give each a log of its "
            + "own (journalctl -o short-iso-precise _PID=N > NAME.log, or grep its name)",
        { Runs.Count: > 0 } => null,
        { IsOfDomain: true } => "no debug line of a spice-server is in this domain's log: it ran without its debug logging "
            + "(G_MESSAGES_DEBUG=all in <qemu:commandline>)",
        _ => damage ?? (leaf is not null && !ForeignFormats.IsText(leaf.Head.Span)
            ? "it is no text, and of no format that is known here: unpack or decrypt it, or take it out of the folder" : null),
    };

    static string Words(IReadOnlyList<string> names)
    {
        const int shown = 4;
        return string.Join(", ", names.Take(shown).Select(x => Printable.Show(x, 60))) + (names.Count > shown ? ", ..." : "");
    }

    /// <summary>A log that was written into JSON has its lines' times and sources where nobody looks for them.</summary>
    async Task LookIntoJsonAsync(Leaf leaf, CancellationToken cancellationToken)
    {
        var found = await SessionLog.ReadPartsAsync(new TolerantStream(leaf.Content), new(""), cancellationToken);
        if (found.Runs.Any(x => x.Version is not null || x.Ooms + x.Creates > 0))
            walker.PassOver(leaf.Path, "it is JSON in which a spice-server's lines stand: give the plain log");
        sawContent |= !found.IsEmpty;
    }

    /// <summary>What is cut off is no JSON, and is said to be unreadable there.</summary>
    static async Task<ReadOnlyMemory<byte>> BytesAsync(Stream stream, CancellationToken cancellationToken, int largest = LargestJson)
    {
        var content = new TolerantStream(stream);
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (bytes.Length < largest && await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            await bytes.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    Analysis Finished()
    {
        var tag = manifests.Count == 1 ? manifests.Values.Single().Tag : SessionPath.TagOf(path);
        var client = clients.IsEmpty || manifests.Count > 1 ? null : new ClientSession(tag, clients.Figures(), [.. clients.Remarks()]);
        if (manifests.Count > 1)
            remarks.Add($"{tag}: {manifests.Count} sessions are in it; clients' reports and domains' XML are not told apart: name each");
        else if (client is not null && runs.Count > 1)
            remarks.Add(
                $"{tag}: the client's reports are shown with the last of {runs.Count} runs; they do not say to which process they belong");
        if (clients.WithoutDisplay > 0)
            remarks.Add($"{tag}: {clients.WithoutDisplay} reports of the client say nothing of a display and were passed over");
        var owners = runs.ConvertAll(x => ManifestOf(x.At));
        HashSet<int> lasts = [.. owners.Index().Where(x => x.Item is not null).GroupBy(x => x.Item).Select(x => x.Last().Index)];
        return new([.. runs.Select((x, i) => Of(x.Run, owners[i], lasts.Contains(i)))
            .Select((x, i) => i == runs.Count - 1 && manifests.Count < 2 ? Last(x, client) : x)])
        {
            Clients = client is null ? [] : [client], PassedOver = walker.PassedOver, Remarks = remarks,
        };
    }

    /// <summary>A run with what its session's manifest says of it.</summary>
    RunFigures Of(RunFigures run, SessionManifest? manifest, bool isLast) => run with
    {
        Tag = Printable.Show(manifest?.Tag ?? SessionPath.TagOf(path), 200, keepsEnd: true),
        Arm = manifest?.Arm ?? run.Arm,
        Origin = manifest?.Origin,
        // Capture looks at the session's last process again after it has copied the log.
        Ended = run.Ended ?? (isLast ? RunFigures.Captured : null),
    };

    /// <summary>That of the nearest folder or archive above.</summary>
    SessionManifest? ManifestOf(string at) => manifests
        .Where(x => x.Key.Length == 0 || at.StartsWith($"{x.Key}/", StringComparison.Ordinal))
        .OrderByDescending(x => x.Key.Length).Select(x => x.Value).FirstOrDefault();

    /// <summary>Reports and the live XML are of the last process.</summary>
    RunFigures Last(RunFigures run, ClientSession? client) => run with
    {
        Client = client?.Figures,
        FramesPlayed = framesPlayed,
        ClientConnected = run.ClientConnected ?? (client?.Figures.Reports > 0 ? true : null),
        ImageCompression = run.ImageCompression ?? compression,
        Remarks = [.. run.Remarks, .. client?.Remarks ?? [],
            .. run.ClientConnected == false && client?.Figures.Reports > 0
                ? ["the log shows no client, though reports of one lie beside it"] : Array.Empty<string>()],
    };

    TrialException Nothing()
    {
        const int shown = 5;
        var passed = walker.PassedOver;
        var why = passed.Count == 0 ? "" : $" (passed over: {string.Join("; ", passed.Take(shown).Select(x => $"{x.Path}: {x.Why}"))}"
            + $"{(passed.Count > shown ? $"; and {passed.Count - shown} more" : "")})";
        return startsWithoutSpice > 0
            ? new($"the log has no debug line of a spice-server: the domain ran without its debug logging{why}", path,
                "Add <qemu:env name='G_MESSAGES_DEBUG' value='all'/> to the domain's <qemu:commandline>, then destroy and start it",
                ExitStatus.BadInput)
            : new(passed is [var one] && !Directory.Exists(path) ? one.Why
                : (sawContent || passed.Count > 0 ? "nothing in it is a spice-server's log or a client's report"
                    : "the folder is empty") + why, path,
                "Give the qemu log (/var/log/libvirt/qemu/NAME.log), a bundle with it, or the client's reports", ExitStatus.BadInput);
    }
}
