namespace SpiceTrial.Trial;

/// <summary>What a person needs to make the patch fit a new source version.</summary>
static class ConflictReport
{
    public static string Write(string suite, string architecture, string version, DateTimeOffset time, TrialException error) => $"""
        # The patch does not fit spice {version} ({suite}, {architecture})

        Found {time:yyyy-MM-dd HH:mm} UTC by `./build.sh Nightly`. Nothing was built, and the earlier artifacts are as they were.

        ```
        {error.Message}
        ```

        ## What to do

        1. `./build.sh FetchSource --suite {suite} --package-version {version}`, then unpack the .dsc that `.nuke/temp/chain/FetchSource.json` names
           with `dpkg-source --no-check -x`.
        2. Look at the lines above. If the ring is still a constant there, write a patch that changes it and nothing else, and name it in
           `patches/series` with its range, e.g. `0002-name.patch # versions: >= {version}`. Close the range of the old one with `<< {version}`.
        3. If the ring is gone or of another kind, the hypothesis has to be read again before anything is built for this version.
        4. `./build.sh ApplyPatch --suite {suite} --package-version {version}` shows whether it fits; the next night takes it from there.

        """;
}
