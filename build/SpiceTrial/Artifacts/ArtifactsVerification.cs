namespace SpiceTrial.Artifacts;

/// <summary>Verifies a folder of artifacts before it is used. Offline, and without trust in what its manifest says of itself.</summary>
public static class ArtifactsVerification
{
    /// <summary>
    /// Holds every file against the manifest and the provenance, the signature against <paramref name="trustedKeyring"/> where
    /// one is named, and reads version, build-id and constant from the packages again.
    /// </summary>
    /// <param name="folder">A folder such as <c>built/spice_0.15.1-1+0ntrace128_amd64</c>.</param>
    /// <param name="trustedKeyring">A file of OpenPGP keys, or <c>null</c>: then who made the folder stays unknown.</param>
    /// <param name="state">What this user's runs have proven (<see cref="Workspace.State"/>); <c>null</c>: nothing.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="TrialException">Refused: something is not as it is said to be, or a recorded check failed. BadInput: no
    /// manifest.</exception>
    public static async Task<VerifiedArtifacts> CheckAsync(
        string folder, string? trustedKeyring, string? state, CancellationToken cancellationToken)
    {
        var manifest = await LoadAsync(folder, cancellationToken);
        using var scratch = new TemporaryFolder("verify");
        var artifacts = new ArtifactsInHand(folder, manifest, scratch.Path);
        var seal = await SealAsync(artifacts, AllChecks.Seal(trustedKeyring), state, null, cancellationToken);
        ThrowIfFailed(seal, folder);
        var now = await ArtifactCheck.MakeAsync(AllChecks.Intrinsic, artifacts, null, cancellationToken);
        ThrowIfFailed(now, folder);
        ThrowIfFailed(manifest.Verification.Checks, folder);
        return VerifiedArtifacts.Of(artifacts, [.. seal, .. now]);
    }

    /// <summary>Checks the seal, and decides whether what the manifest says of its making counts.</summary>
    internal static async Task<IReadOnlyList<VerificationCheck>> SealAsync(ArtifactsInHand artifacts, IReadOnlyList<ArtifactCheck> checks,
        string? state, Action<string>? progress, CancellationToken cancellationToken)
    {
        var seal = await ArtifactCheck.MakeAsync(checks, artifacts, progress, cancellationToken);
        artifacts.IsTrusted = seal.All(x => x.Outcome != CheckOutcome.Failed)
            && (seal.Any(x => x is { Name: "signature", Outcome: CheckOutcome.Passed })
                || (state is not null && await ArtifactsFolder.IsSealedHereAsync(artifacts.Folder, state, cancellationToken)));
        return seal;
    }

    /// <summary>Reads the manifest of a folder whose names make sense.</summary>
    public static async Task<Manifest> LoadAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, Manifest.FileName);
        if (!File.Exists(path))
            throw new TrialException("there is no manifest.json", folder,
                "Name a folder below built/, or build one with ./build.sh DebBuild", ExitStatus.BadInput);
        Manifest manifest;
        try
        {
            manifest = await RecordFile.ReadAsync<Manifest>(path, cancellationToken);
        }
        catch (TrialException e) when (File.Exists(path))
        {
            // It is a file of the folder like the others: one that is damaged or changed is no wrong command line.
            throw new TrialException($"the manifest can't be used: {e.What}", folder, Hint, ExitStatus.Refused, e);
        }

        return FolderContents.Problem(folder, manifest) is { } problem
            ? throw new TrialException($"the artifacts are not what their manifest says: {problem}", folder, Hint, ExitStatus.Refused)
            : manifest;
    }

    const string Hint = "Do not install them. Build again with ./build.sh DebBuild, or fetch the folder again from where it came";

    /// <exception cref="TrialException">Refused: at least one of them failed.</exception>
    public static void ThrowIfFailed(IEnumerable<VerificationCheck> checks, string folder)
    {
        if (Verification.Failures(checks) is { } failed)
            throw new TrialException($"the artifacts fail their verification: {failed}", folder, Hint, ExitStatus.Refused);
    }
}
