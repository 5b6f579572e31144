using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

[Collection(OnOneChain.Name)]
public sealed class FullDiskTests(ChainFixture chain)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task A_full_disk_under_the_project_is_a_clear_error_and_harms_no_result()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounts need root");
        var disk = chain.Make("small disk");
        await MountAsync(disk, "400m");
        try
        {
            var project = await chain.CopyAsync("small disk/project", withResult: true);
            await FillAsync(disk, leaveKilobytes: 3000);
            (await project.FailsAsync(1, "DebBuild", "--builder", "chroot")).Should().Contain("No space left on device");

            await FillAsync(disk, leaveKilobytes: 300);
            (await project.FailsAsync(1, "PackageArtifacts", "--skip")).Should().Contain("No space left on device");

            await FillAsync(disk, leaveKilobytes: 0);
            (await project.FailsAsync(1, "ResolveVersion")).Should().Contain("No space left on device");
        }
        finally
        {
            await Programs.RunAsync(new("umount", disk), CancellationToken.None);
        }

        await Leftovers.ShouldBeGoneAsync(chain.Folder);
    }

    [Fact(Timeout = 1_200_000)]
    [Trait("Run", "All")]
    public async Task A_full_disk_under_the_cache_is_a_clear_error_and_half_a_base_is_none()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounts need root");
        var cache = await chain.CopyDownloadsAsync("small cache");
        var disk = Directory.CreateDirectory(Path.Combine(cache, "environments")).FullName;
        await MountAsync(disk, "200m");
        try
        {
            var project = await chain.CopyAsync("project with a small cache", withResult: true, cache);
            (await project.FailsAsync(1, "DebBuild", "--builder", "chroot")).Should().Contain("base environment")
                .And.Contain("No space left on device");
            Directory.GetDirectories(disk).Should().BeEmpty("the space is given back");
        }
        finally
        {
            await Programs.RunAsync(new("umount", disk), CancellationToken.None);
        }
    }

    static async Task MountAsync(string folder, string size) =>
        (await Programs.RunAsync(new("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder), Token)).OrThrow("mount failed");

    static async Task FillAsync(string disk, int leaveKilobytes)
    {
        var filler = Path.Combine(disk, "filler");
        File.Delete(filler);
        var free = new DriveInfo(disk).AvailableFreeSpace / 1024;
        (await Programs.RunAsync(new("fallocate", "--length", $"{free - leaveKilobytes}KiB",
            filler), Token)).OrThrow("no filler");
    }
}
