using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>The unpatched rebuild against the library that the archive built: whether the environment adds anything of its own.</summary>
static class ArchiveBinary
{
    // Named after the build or its compiler; no code and no data.
    static readonly string[] OfTheBuild = [".note.gnu.build-id", ".gnu_debuglink", ".comment", ".shstrtab"];

    public static ArtifactCheck Check { get; } = new("archive's binary",
        x => x.ArchivePackage is not null && x.Control is null && x.Manifest.TraceItems != TraceItems.Stock
            ? RepeatedBy.VerificationWithControl(x) : RepeatedBy.Verification(x),
        AnswerAsync) { Needs = ["dpkg-deb", "readelf"] };

    static async Task<Finding> AnswerAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.ArchivePackage is not { } archive)
            return Finding.NotChecked(artifacts.ArchiveMissing);
        var unpatched = artifacts.Manifest.TraceItems == TraceItems.Stock ? artifacts : artifacts.Control;
        if (unpatched is null)
            return Finding.NotChecked(artifacts.ControlMissing);
        var theirs = await UnpackedLibrary.FromAsync(archive, null, Path.Combine(artifacts.Scratch, "archive-binary"), cancellationToken);
        return Compare(
            await ElfSection.ReadAllAsync(theirs.Library, cancellationToken),
            await ElfSection.ReadAllAsync((await unpatched.UnpackAsync(cancellationToken)).Library, cancellationToken));
    }

    static Finding Compare(IReadOnlyList<ElfSection> theirs, IReadOnlyList<ElfSection> own)
    {
        var (said, other, bytes) = (new List<string>(), new List<string>(), 0);
        foreach (var section in theirs)
        {
            var mine = own.FirstOrDefault(x => x.Name == section.Name);
            if (mine is not null && mine.Size == section.Size && mine.Content.Span.SequenceEqual(section.Content.Span))
                continue;
            var count = mine is null ? (int)section.Size : Math.Abs(section.Content.Length - mine.Content.Length)
                + section.Content.ToArray().Zip(mine.Content.ToArray()).Count(x => x.First != x.Second);
            bytes += count;
            if (OfTheBuild.Contains(section.Name))
                said.Add($"{section.Name} {count}");
            else if (mine is not null && Texts(section.Content, mine.Content) is { } texts)
                said.Add($"{section.Name} {count} (text {texts})");
            else
                other.Add($"{section.Name} {count}");
        }

        other.AddRange(own.Select(x => x.Name).Except(theirs.Select(x => x.Name)));
        var finding =
            $"{theirs.Count - said.Count - other.Count} of {theirs.Count} sections of the unpatched rebuild are identical to the "
                + $"archive's; {bytes} bytes differ: {string.Join(", ", other.Concat(said))}";
        // Another compiler than the archive had then: no fault of these packages, but stock and patched differ in more than the patch.
        return other.Count == 0
            ? Finding.Passed(finding)
            : Finding.NotChecked(
                $"{finding}. The environment is not the one of the archive's build: compare with the control, not with stock");
    }

    /// <summary>The texts in which the two differ, if they differ in nothing but printable text of equal length.</summary>
    static string? Texts(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other)
    {
        string[] left = Encoding.Latin1.GetString(one.Span).Split('\0'), right = Encoding.Latin1.GetString(other.Span).Split('\0');
        var texts = left.Zip(right).Where(x => x.First != x.Second).Take(9).ToList();
        return left.Length == right.Length && texts.Count < 9
            && texts.All(x => x.First.Length == x.Second.Length && IsText(x.First) && IsText(x.Second))
            ? string.Join(", ", texts.Select(x => $"'{x.First}' is '{x.Second}'")) : null;
    }

    static bool IsText(string text) => text.Length is > 2 and < 200 && text.All(x => x is >= ' ' and <= '~');
}
