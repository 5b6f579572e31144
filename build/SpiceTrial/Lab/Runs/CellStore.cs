using System.Text.Json;
using SpiceTrial.Sessions;

namespace SpiceTrial.Lab;

/// <summary>Results of cells as files, so that an interrupted run goes on where it stopped. A result counts as long as everything that
/// decides it is the same.</summary>
/// <param name="folder">The run's folder.</param>
sealed class CellStore(string folder)
{
    const string Cells = "cells";

    // The lab's own code decides a result too: this changes with each build of it.
    public static readonly string Harness = typeof(CellStore).Module.ModuleVersionId.ToString("N");

    public static string Name(Scenario scenario, LabLibrary library, int seed) =>
        $"{FileName(scenario.Name)}-ring{library.RingSize}-seed{seed}";

    /// <summary>Where the cell's log goes.</summary>
    public string Log(string name) => Path.Combine(folder, "logs", $"{name}.log");

    // One of another version, or damaged, runs again; so does one without its own log: a folder that comes from another machine holds what
    // somebody put there. One that failed may have failed of this machine, which ends a process when memory is short: it is tried again.
    public async Task<Stored?> FindAsync(string name, string key, CancellationToken cancellationToken) =>
        await RecordFile.TryReadAsync<Stored>(Path.Combine(folder, Cells, $"{name}.json"), cancellationToken) is { } stored
            && stored.Key == key && stored.Cell.Outcome == CellOutcome.Ran && File.Exists(Log(name))
            && (await FileRecord.OfAsync(Log(name), cancellationToken)).Sha256 == stored.Cell.LogSha256 ? stored : null;

    public Task KeepAsync(string name, Stored cell, CancellationToken cancellationToken) =>
        RecordFile.WriteAsync(Path.Combine(folder, Cells, $"{name}.json"), cell, cancellationToken);

    /// <summary>A digest of everything that decides the cell's result.</summary>
    public static string KeyOf(Scenario scenario, LabLibrary library, int seed, bool realTime, bool withClient) =>
        FileRecord.Sha256Of(JsonSerializer.Serialize(
            new { harness = Harness, scenario, library.Sha256, library.RingSize, seed, realTime, withClient }, RecordJson.Options));

    static string FileName(string name) =>
        string.Concat(name.Select(x => char.IsAsciiLetterOrDigit(x) || x is '.' or '-' or '=' ? x : '_'));

    /// <param name="Key">Digest of what decides the result.</param>
    /// <param name="Cell">The result.</param>
    /// <param name="Run">The record of its log, as a field session's; <c>null</c> where it did not run to its end.</param>
    internal sealed record Stored(string Key, LabCell Cell, RunFigures? Run);
}
