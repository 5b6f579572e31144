using Nuke.Common;

/// <summary>Targets that yield JSON which other programs read.</summary>
interface IHazOutput : INukeBuild
{
    [Parameter("Folder that gets a copy of the JSON that programs read (default: none); of Report pages too, of Publish the repository")]
    string? Output => TryGetValue(() => Output);

    /// <summary>Writes a copy where one is asked for, and says where.</summary>
    sealed async Task CopyAsync<T>(string name, T record, CancellationToken cancellationToken)
        where T : notnull
    {
        if (Output is not { } folder)
            return;
        var path = Path.Combine(folder, name);
        await RecordFile.WriteAsync(path, record, cancellationToken);
        OfRun.Output.Phase($"written: {Standpoint.Told(path)}");
    }
}
