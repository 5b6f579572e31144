namespace SpiceTrial.Trial;

/// <summary>Turns what the system says of a file (no space, no permission, read-only) into a failure that says where and what
/// next.</summary>
static class FileTrouble
{
    /// <param name="work">A step of the chain.</param>
    /// <param name="folder">Where the step writes.</param>
    public static async Task<T> OrExplainAsync<T>(this Task<T> work, string folder)
    {
        try
        {
            return await work;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrialException($"a file can't be read or written: {e.Message}", folder,
                (e is FileNotFoundException or DirectoryNotFoundException ? "Something else took it away meanwhile: run again"
                    : "Check the free space (`df`) and the permissions there, and run again") + "; the earlier result is as it was",
                cause: e);
        }
    }
}
