using System.Runtime.CompilerServices;

namespace SpiceTrial.Ground;

/// <summary>
/// The one reader of archives: goes into tar, zip and what is packed, and archives in them, by their content. Names are only shown, links
/// are never followed, nothing is written but to temporary files without a name, and memory grows with nothing that an archive holds or
/// claims.
/// </summary>
sealed class ArchiveReader(InputLimits limits)
{
    const int HeadLength = 512;

    /// <summary>Told about a damaged archive, which ends there; those beside it are still read. Without it the damage is thrown
    /// (<see cref="Damaged"/>).</summary>
    public Action<string, Exception>? OnDamage { get; init; }

    /// <summary>Told about what an archive holds and nobody can read: a path and why.</summary>
    public Action<string, string>? OnPassedOver { get; init; }

    /// <summary>The files in a file; itself where it is no archive.</summary>
    /// <param name="path">The file's name in the paths of what lies in it.</param>
    /// <param name="file">From its beginning.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="TrialException">It goes beyond the limits.</exception>
    public IAsyncEnumerable<Leaf> ReadAsync(string path, FileStream file, CancellationToken cancellationToken) =>
        OpenAsync(path, file, file, limits.Depth, new(limits, path.Length > 0 ? path : "the archive", file.Length), cancellationToken);

    async IAsyncEnumerable<Leaf> OpenAsync(string path, Stream content, FileStream? file, int depth, InputBudget budget,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var head = new byte[HeadLength];
        var length = await content.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellationToken);
        var whole = new JoinedStream(new MemoryStream(head, 0, length), content);
        var start = head.AsMemory(0, length);
        var within = limits.IsNested ? depth - 1 : 0;
        var inside = depth == 0 && !limits.IsNested ? null
            : Packing.Of(start.Span) is { } packing ? PackedAsync(path, packing, whole, depth - 1, budget, cancellationToken)
            : ZipEntries.IsZip(start.Span) ? ZipAsync(path, whole, file, within, budget, cancellationToken)
            : TarEntries.IsTar(start.Span) ? TarAsync(path, whole, within, budget, cancellationToken)
            : null;
        if (inside is null)
        {
            yield return new(path, whole, budget) { Head = start };
            yield break;
        }

        if (depth == 0)
            throw budget.Refused($"archives lie in archives more than {limits.Depth} deep");
        await foreach (var leaf in UntilDamagedAsync(path, inside))
            yield return leaf;
    }

    async IAsyncEnumerable<Leaf> PackedAsync(string path, Packing packing, Stream content, int depth, InputBudget budget,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var unpacked = new CountedStream(packing.Unpack(content), budget);
        await foreach (var leaf in OpenAsync(packing.Inner(path), unpacked, null, depth, budget, cancellationToken))
            yield return leaf;
    }

    async IAsyncEnumerable<Leaf> TarAsync(
        string path, Stream content, int depth, InputBudget budget, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        void PassOver((string Name, string Why) entry) => OnPassedOver?.Invoke($"{path}/{entry.Name}", entry.Why);
        await foreach (var (name, entry) in TarEntries.ReadAsync(content, budget, PassOver, cancellationToken))
        {
            await foreach (var leaf in OpenAsync($"{path}/{name}", entry, null, depth, budget, cancellationToken))
                yield return leaf;
        }
    }

    /// <summary>A zip's directory stands at its end: within another archive it goes to a temporary file.</summary>
    async IAsyncEnumerable<Leaf> ZipAsync(string path, Stream nested, FileStream? file, int depth, InputBudget budget,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var spool = file is null ? await SpoolFile.FillAsync(nested, budget, cancellationToken) : null;
        foreach (var (name, content) in ZipEntries.Read(spool ?? file!, budget))
            await foreach (var leaf in OpenAsync($"{path}/{name}", content, null, depth, budget, cancellationToken))
                yield return leaf;
    }

    async IAsyncEnumerable<Leaf> UntilDamagedAsync(string path, IAsyncEnumerable<Leaf> inside)
    {
        await using var leaves = inside.GetAsyncEnumerator(CancellationToken.None);
        while (true)
        {
            try
            {
                if (!await leaves.MoveNextAsync())
                    yield break;
            }
            catch (Exception e) when (OnDamage is not null && Damaged.Is(e))
            {
                OnDamage(path, e);
                yield break;
            }

            yield return leaves.Current;
        }
    }
}
