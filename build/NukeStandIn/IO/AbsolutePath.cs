namespace Nuke.Common.IO;

/// <summary>A rooted, normalised path; <c>/</c> goes down.</summary>
public sealed record AbsolutePath
{
    readonly string path;

    AbsolutePath(string path) => this.path = path;

    public static implicit operator string(AbsolutePath path) => path?.path!;

    /// <exception cref="ArgumentException">The path is not rooted.</exception>
    public static implicit operator AbsolutePath(string path) => path is null ? null! : Create(path);

    public static AbsolutePath operator /(AbsolutePath left, string right) => Create(Path.Combine(left.path, right));

    /// <exception cref="ArgumentException">The path is not rooted.</exception>
    static AbsolutePath Create(string path) => Path.IsPathRooted(path)
        ? new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))
        : throw new ArgumentException($"Path '{path}' must be rooted", nameof(path));

    public override string ToString() => path;
}
