namespace SpiceTrial.Builders;

/// <summary>ccache's folder: one per suite and architecture, writable for whichever user id the build has in its environment.</summary>
static class CompilerCache
{
    /// <summary>Whoever builds with it holds this: then it is not taken away.</summary>
    public static FileStream Use(Workspace workspace, BuildRequest request) => CachedTree.Use(Folder(workspace, request));

    public static string Folder(Workspace workspace, BuildRequest request)
    {
        // Only this user gets to it, though everybody may write in it: the ids inside differ between the builders.
        Directory.CreateDirectory(workspace.CompilerCache);
        File.SetUnixFileMode(workspace.CompilerCache, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var folder = Directory.CreateDirectory(Path.Combine(workspace.CompilerCache, $"{request.Suite}-{request.Architecture}")).FullName;
        const UnixFileMode everybody = (UnixFileMode)0b111_111_111;
        if (File.GetUnixFileMode(folder) != everybody)
            File.SetUnixFileMode(folder, everybody);
        return folder;
    }
}
