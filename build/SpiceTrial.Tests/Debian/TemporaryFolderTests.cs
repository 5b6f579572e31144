using FluentAssertions;
using Xunit;

namespace SpiceTrial.Tests.Debian;

public sealed class TemporaryFolderTests : IDisposable
{
    readonly string purpose = $"test{Guid.NewGuid().ToString("N")[..8]}";
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public void What_a_killed_run_has_left_goes_with_the_next_and_what_a_living_one_uses_stays()
    {
        var dead = Leave("dead");
        File.WriteAllText(Path.Combine(dead, ".lock"), "");
        using var living = new TemporaryFolder(purpose);
        var young = Leave("young");
        foreach (var old in new[] { dead, living.Path })
            Directory.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-1));

        using (var next = new TemporaryFolder(purpose))
        {
            Directory.Exists(dead).Should().BeFalse();
            Directory.Exists(living.Path).Should().BeTrue();
            Directory.Exists(young).Should().BeTrue("it may be about to take its lock");
            dead = next.Path;
        }

        Directory.Exists(dead).Should().BeFalse();
        Directory.Delete(young);
    }

    [Fact(Timeout = 120_000)]
    public void It_is_in_one_place_that_nobody_else_can_enter()
    {
        using var folder = new TemporaryFolder(purpose);

        foreach (var own in new[] { folder.Path, Path.GetDirectoryName(folder.Path)! })
            File.GetUnixFileMode(own).Should().Be(OwnFolder.Private);
    }

    [Fact(Timeout = 120_000)]
    public void Below_a_folder_whose_group_is_handed_down_it_is_as_good()
    {
        File.SetUnixFileMode(scratch.Path, OwnFolder.Private | UnixFileMode.SetGroup);

        File.GetUnixFileMode(OwnFolder.ForTemporaryFiles(scratch.Path)).Should().HaveFlag(UnixFileMode.SetGroup);
        FluentActions.Invoking(() => OwnFolder.ForTemporaryFiles(scratch.Path)).Should().NotThrow();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_place_that_somebody_else_made_first_is_refused()
    {
        var place = Path.Combine(scratch.Path, $"spice-trial-{OwnFolder.User}");
        var elsewhere = Directory.CreateDirectory(scratch.File("elsewhere")).FullName;
        FluentActions.Invoking(() => OwnFolder.ForTemporaryFiles(scratch.Path)).Should().NotThrow();

        File.SetUnixFileMode(place, (UnixFileMode)0b111_111_111);
        Refused();
        Directory.Delete(place);
        Directory.CreateSymbolicLink(place, elsewhere);
        Refused();
        File.Delete(place);
        File.CreateSymbolicLink(place, scratch.File("nowhere"));
        Refused();
        File.Delete(place);
        if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory(place, OwnFolder.Private);
            await Programs.OutputOfAsync(new("chown", "nobody", place), "chown failed", Token);
            Refused();
        }

        void Refused() => FluentActions.Invoking(() => OwnFolder.ForTemporaryFiles(scratch.Path)).Should().Throw<TrialException>()
            .Where(x => x.Status == ExitStatus.Refused && x.Hint!.Contains("TMPDIR"));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_another_user_planted_is_neither_swept_nor_locked()
    {
        var built = Directory.CreateDirectory(scratch.File("built")).FullName;
        var precious = scratch.Write("precious/file", "kept");
        // Links in the places of the lock and of the folder itself, and a folder into which others may write.
        var planted = Directory.CreateDirectory(Path.Combine(built, ".scratch-planted")).FullName;
        File.CreateSymbolicLink(Path.Combine(planted, ".lock"), scratch.File("made-by-root"));
        var open = Directory.CreateDirectory(Path.Combine(built, ".scratch-open")).FullName;
        File.SetUnixFileMode(open, (UnixFileMode)0b111_111_111);
        Directory.CreateSymbolicLink(Path.Combine(built, ".scratch-link"), Path.GetDirectoryName(precious)!);
        var foreign = Directory.CreateDirectory(Path.Combine(built, ".scratch-foreign")).FullName;
        if (Environment.IsPrivilegedProcess)
            await Programs.OutputOfAsync(new("chown", "nobody", foreign), "chown failed", Token);

        using (new TemporaryFolder("next", built))
        {
            File.Exists(scratch.File("made-by-root")).Should().BeFalse("a lock that is a link is not opened");
            (await File.ReadAllTextAsync(precious, Token)).Should().Be("kept");
            Directory.Exists(planted).Should().BeTrue();
            Directory.Exists(open).Should().BeTrue();
            Directory.Exists(foreign).Should().Be(Environment.IsPrivilegedProcess, "only what is this user's is swept");
        }

        FluentActions.Invoking(() => FileLock.TryTake(Path.Combine(planted, ".lock"))).Should().Throw<TrialException>()
            .WithMessage("*a lock is a link*");
    }

    [Fact(Timeout = 120_000)]
    public void A_link_within_is_taken_away_and_not_followed()
    {
        var precious = scratch.Write("precious/file", "kept");
        using (var folder = new TemporaryFolder(purpose))
            Directory.CreateSymbolicLink(Path.Combine(folder.Path, "link"), Path.GetDirectoryName(precious)!);

        File.ReadAllText(precious).Should().Be("kept");
    }

    string Leave(string name) =>
        Directory.CreateDirectory(Path.Combine(OwnFolder.ForTemporaryFiles(), $"{purpose}-{name}"), OwnFolder.Private).FullName;
}
