namespace SpiceTrial.Ground;

/// <summary>What this user's own runs have proven of files, by their SHA-256. It is kept apart from the files (<see cref="OwnFolder"/>), so
/// that a file from elsewhere can't bring it along.</summary>
static class ProvenHere
{
    /// <summary>A folder of artifacts that was sealed here, by its manifest.</summary>
    public const string Artifacts = "artifacts";

    /// <summary>A .dsc that apt found in the signed lists of a suite.</summary>
    public const string Listed = "listed";

    /// <param name="state">The folder (<see cref="Workspace.State"/>).</param>
    /// <param name="what">Was proven.</param>
    /// <param name="sha256">Of the file.</param>
    public static bool Holds(string state, string what, string sha256) =>
        File.Exists(Path.Combine(OwnFolder.Ensure(state), what, sha256));

    /// <param name="state">The folder.</param>
    /// <param name="what">Was proven.</param>
    /// <param name="sha256">Of the file.</param>
    /// <param name="remark">For people who look into the folder.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static Task AddAsync(string state, string what, string sha256, string remark, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(Path.Combine(OwnFolder.Ensure(state), what, sha256), Encoding.UTF8.GetBytes(remark + "\n"),
            cancellationToken);
}
