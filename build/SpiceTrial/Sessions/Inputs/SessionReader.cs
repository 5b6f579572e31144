namespace SpiceTrial.Sessions;

/// <summary>Reads one input: a bundle, folder, log or client's report.</summary>
sealed class SessionReader(string path, AnalyzeOptions options, InputLimits? limits = null)
{
    // What a client's report or a manifest may be in size; they are some KiB.
    const int LargestJson = 32 << 20;

    // A domain's is some KiB.
    const int LargestXml = 1 << 20;

    static readonly string[] Others = [".json", ".pcap", ".png", ".jpg", ".deb", ".html", ".md"];

    readonly InputWalker walker = new(limits ?? new());
    readonly List<RunFigures> runs = [];
    readonly List<string> remarks = [];
    readonly ClientReports clients = new();
    SessionManifest? manifest;
    string? compression;
    bool sawContent;
    int startsWithoutSpice;

    public async Task<Analysis> ReadAsync(CancellationToken cancellationToken)
    {
        using var pieces = new LogPieces();
        await foreach (var leaf in LeavesAsync(pieces, cancellationToken))
            await TakeAsync(leaf, cancellationToken);
        foreach (var (name, log, note) in pieces.Joined())
            await using (log)
                await TakeLogAsync(name, null, log, note, cancellationToken);

        if (runs.Count == 0 && clients.IsEmpty)
            throw Nothing();
        return Finished();
    }

    /// <summary>
    /// virtlogd's pieces have to be joined oldest first, in whatever order an archive has them. Most inputs have none, so a log is read
    /// where it stands; only when a piece turns up all is begun again with the pieces put aside.
    /// </summary>
    async IAsyncEnumerable<Leaf> LeavesAsync(
        LogPieces pieces, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var hasPieces = false;
        await foreach (var leaf in walker.WalkAsync(path, cancellationToken))
        {
            if (LogPieces.IsPiece(leaf.Name) && (Directory.Exists(path) || leaf.Container.Length > 0))
            {
                hasPieces = true;
                break;
            }

            yield return leaf;
        }

        if (!hasPieces)
            yield break;
        Forget();
        await foreach (var leaf in walker.WalkAsync(path, cancellationToken))
        {
            if (LogPieces.IsPiece(leaf.Name) || LogPieces.IsCurrent(leaf.Name))
                await pieces.PutAsideAsync(leaf, cancellationToken);
            else
                yield return leaf;
        }
    }

    void Forget()
    {
        runs.Clear();
        remarks.Clear();
        walker.Remarks.Clear();
        clients.Clear();
        compression = null;
        startsWithoutSpice = 0;
    }

    async Task TakeAsync(Leaf leaf, CancellationToken cancellationToken)
    {
        switch (leaf.Name)
        {
            case "channel-state.json":
                sawContent = true;
                clients.Add(leaf.Container, await BytesAsync(leaf.Content, cancellationToken));
                break;
            case SessionManifest.FileName:
                manifest = SessionManifest.TryRead((await BytesAsync(leaf.Content, cancellationToken)).Span) ?? manifest;
                break;
            case var name when name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase):
                compression = DomainXml.ImageCompression(await BytesAsync(leaf.Content, cancellationToken, LargestXml)) ?? compression;
                break;
            // Logs are found by their content: names vary.
            case var name when !Others.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase):
                await TakeLogAsync(leaf.Path, leaf.File, leaf.Content, null, cancellationToken);
                break;
            default:
                break;
        }
    }

    async Task TakeLogAsync(string name, FileStream? file, Stream content, string? note, CancellationToken cancellationToken)
    {
        var log = new TolerantStream(content);
        var known = new LogOptions(SessionPath.TagOf(path)) { Video = options.Video, Progress = options.Progress };
        var found = file is not null
            ? await SessionLog.ReadPartsAsync(file.SafeFileHandle, file.Length, known, cancellationToken)
            : await SessionLog.ReadPartsAsync(log, known, cancellationToken);
        sawContent |= !found.IsEmpty;
        startsWithoutSpice += found.HasSpice ? 0 : found.Starts;
        string?[] notes = [note, log.Damage is { } damage
            ? $"the log is damaged or cut off ({damage.TrimEnd('.')}): what stands before that was read" : null];
        runs.AddRange(found.Runs.Select(x => x with
        {
            Source = Printable.Show(name, 200, keepsEnd: true),
            LogComplete = log.Damage is null ? x.LogComplete : false,
            Remarks = [.. x.Remarks, .. notes.OfType<string>()],
        }));
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
        var tag = manifest?.Tag ?? SessionPath.TagOf(path);
        var client = clients.IsEmpty ? null : new ClientSession(tag, clients.Figures(), [.. clients.Remarks()]);
        if (client is not null && runs.Count > 1)
            remarks.Add(
                $"{tag}: the client's reports are shown with the last of {runs.Count} runs; they do not say to which process they belong");
        return new([.. runs.Select((x, i) => (i == runs.Count - 1 ? Last(x, client) : x) with
        {
            Tag = Printable.Show(tag, 200, keepsEnd: true), Arm = manifest?.Arm ?? x.Arm, Origin = manifest?.Origin,
        })])
        {
            Clients = client is null ? [] : [client], Remarks = [.. remarks, .. walker.Remarks],
        };
    }

    /// <summary>Reports and the live XML are of the last process.</summary>
    RunFigures Last(RunFigures run, ClientSession? client) => run with
    {
        Client = client?.Figures,
        ClientConnected = run.ClientConnected ?? (client?.Figures.Reports > 0 ? true : null),
        ImageCompression = run.ImageCompression ?? compression,
        Remarks = [.. run.Remarks, .. client?.Remarks ?? [],
            .. run.ClientConnected == false && client?.Figures.Reports > 0
                ? ["the log shows no client, though reports of one lie beside it"] : Array.Empty<string>()],
    };

    TrialException Nothing()
    {
        var damage = walker.Remarks is [var first, ..] ? $" ({first})" : "";
        return startsWithoutSpice > 0
            ? new($"the log has no line of a spice-server: the domain ran without its debug logging{damage}", path,
                "Add <qemu:env name='G_MESSAGES_DEBUG' value='all'/> to the domain's <qemu:commandline>, then destroy and start it",
                ExitStatus.BadInput)
            : new(sawContent ? $"nothing in it is a spice-server's log or a client's report{damage}" : $"it is empty{damage}", path,
                "Give the qemu log (/var/log/libvirt/qemu/NAME.log), a bundle with it, or the client's reports", ExitStatus.BadInput);
    }
}
