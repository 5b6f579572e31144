using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Debian;

/// <summary>What earlier runs fetched and kept.</summary>
public sealed class ArchivePackageTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_package_whose_record_is_damaged_is_none_and_stops_nobody()
    {
        var token = TestContext.Current.CancellationToken;
        using var scratch = new Scratch();
        var workspace = Workspace.At(scratch.Path, scratch.File("cache"));
        var folder = Directory.CreateDirectory(Path.Combine(workspace.Downloads, "archive", "bookworm")).FullName;
        var (whole, damaged) = (Path.Combine(folder, "libspice-server1_1_amd64.deb"), Path.Combine(folder, "libspice-server1_2_amd64.deb"));
        foreach (var package in (string[])[whole, damaged])
            await File.WriteAllTextAsync(package, "a package", token);
        await RecordFile.WriteAsync(whole + ".json", await FileRecord.OfAsync(whole, token), token);
        await File.WriteAllTextAsync(damaged + ".json", "", token);

        (await new ArchivePackage(workspace, mirrorUri: null).KeptAsync("libspice-server1", token)).Should().Equal(whole);
    }
}
