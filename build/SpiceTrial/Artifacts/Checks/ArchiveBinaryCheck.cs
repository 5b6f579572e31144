using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>The unpatched rebuild against the library that the archive built: whether the environment adds anything of its own.</summary>
sealed class ArchiveBinaryCheck : IArtifactCheck
{
    // Named after the build or its compiler; no code and no data.
    static readonly string[] OfTheBuild = [".note.gnu.build-id", ".gnu_debuglink", ".comment", ".shstrtab"];

    public string Name => "archive's binary";

    public IReadOnlyList<string> Needs => ["dpkg-deb"];

    public string Command(ArtifactsInHand artifacts) =>
        artifacts.ArchivePackage is not null && artifacts.Control is null && artifacts.Manifest.TraceItems != TraceItems.Stock
        ? RepeatedBy.VerificationWithControl(artifacts)
        : RepeatedBy.Verification(artifacts);

    public async Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.ArchivePackage is not { } archive)
            return Finding.NotChecked(artifacts.ArchiveMissing);
        var unpatched = artifacts.Manifest.TraceItems == TraceItems.Stock ? artifacts : artifacts.Control;
        if (unpatched is null)
            return Finding.NotChecked(artifacts.ControlMissing);
        var theirs = await UnpackedLibrary.FromAsync(archive, null, Path.Combine(artifacts.Scratch, "archive-binary"), cancellationToken);
        return Compare(
            await ElfSections.ReadAsync(theirs.Library, cancellationToken),
            await ElfSections.ReadAsync((await unpatched.UnpackAsync(cancellationToken)).Library, cancellationToken));
    }

    static Finding Compare(IReadOnlyList<ElfSection> theirs, IReadOnlyList<ElfSection> own)
    {
        var (said, other, bytes) = (new List<string>(), new List<string>(), 0);
        foreach (var section in theirs)
        {
            var mine = own.FirstOrDefault(x => x.Name == section.Name);
            if (mine is not null && mine.Size == section.Size && mine.Content.Span.SequenceEqual(section.Content.Span))
                continue;
            var count = mine is null ? (int)section.Size : Differing(section.Content.Span, mine.Content.Span);
            bytes += count;
            if (OfTheBuild.Contains(section.Name))
                said.Add($"{section.Name} {count}");
            else if (mine is not null && Texts(section.Content.Span, mine.Content.Span) is { } texts)
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

    static int Differing(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var count = Math.Abs(one.Length - other.Length);
        for (var i = 0; i < Math.Min(one.Length, other.Length); i++)
            count += one[i] == other[i] ? 0 : 1;
        return count;
    }

    /// <summary>The texts in which the two differ, if they differ in nothing but printable text of equal length.</summary>
    static string? Texts(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.Length != other.Length)
            return null;
        var texts = new List<string>();
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i] == other[i])
                continue;
            if (Text(one, i) is not { } left || Text(other, i) is not { } right || texts.Count == 8)
                return null;
            texts.Add($"'{left.Value}' is '{right.Value}'");
            i = Math.Max(left.End, right.End);
        }

        return string.Join(", ", texts);
    }

    static (string Value, int End)? Text(ReadOnlySpan<byte> bytes, int at)
    {
        var start = bytes[..at].LastIndexOf((byte)0) + 1;
        var length = bytes[start..].IndexOf((byte)0);
        var text = length is > 2 and < 200 ? Encoding.ASCII.GetString(bytes.Slice(start, length)) : "";
        return text.Length > 0 && text.All(x => x is >= ' ' and <= '~') ? (text, start + length) : null;
    }
}
