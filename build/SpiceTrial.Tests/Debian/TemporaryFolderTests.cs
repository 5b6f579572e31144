using FluentAssertions;
using Xunit;

namespace SpiceTrial.Tests.Debian;

public sealed class TemporaryFolderTests
{
    readonly string purpose = $"test{Guid.NewGuid().ToString("N")[..8]}";

    [Fact]
    public void What_a_killed_run_has_left_goes_with_the_next_and_what_a_living_one_uses_stays()
    {
        var dead = Directory.CreateTempSubdirectory($"spice-trial-{purpose}-").FullName;
        File.WriteAllText(Path.Combine(dead, ".lock"), "");
        using var living = new TemporaryFolder(purpose);
        var young = Directory.CreateTempSubdirectory($"spice-trial-{purpose}-").FullName;
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
}
