using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Debian;

public sealed class ResolvedPackageTests : IDisposable
{
    static readonly string Shipped = Path.Combine(RepositoryRoot(), "sessions/hosts/sf-2.json");

    readonly string folder = Directory.CreateTempSubdirectory("resolved-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact(Timeout = 120_000)]
    public async Task A_fresh_clone_knows_the_plans_assumption_about_sf_2()
    {
        var package = await RecordFile.ReadAsync<ResolvedPackage>(Shipped, TestContext.Current.CancellationToken);

        package.Host.Should().Be("sf-2");
        package.SourceVersion.ToString().Should().Be("0.15.1-1");
        package.Suite.Should().Be("bookworm");
        package.Architecture.Should().Be("amd64");
        package.Origin.Should().Be(Origin.Recorded);
        package.FirstOrigin.Should().Be(FirstOrigin.Assumption);
        package.ReadAt.Should().BeNull();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_record_says_in_words_whether_a_host_has_confirmed_it()
    {
        var plan = await RecordFile.ReadAsync<ResolvedPackage>(Shipped, TestContext.Current.CancellationToken);

        plan.Since().Should().Be("the plan's assumption, which no host has confirmed");
        (plan with { FirstOrigin = FirstOrigin.Live, ReadAt = new(2026, 11, 29, 13, 5, 0, TimeSpan.Zero) }).Since()
            .Should().Be("read 2026-11-29 13:05 UTC");
        (plan with { FirstOrigin = FirstOrigin.CommandLine, ReadFrom = "--package-version" }).Since().Should().Be("from --package-version");
    }

    [Fact(Timeout = 120_000)]
    public async Task Writing_a_record_again_changes_nothing_in_it()
    {
        var package = await RecordFile.ReadAsync<ResolvedPackage>(Shipped, TestContext.Current.CancellationToken);
        var copy = Path.Combine(folder, "copy.json");

        await RecordFile.WriteAsync(copy, package, TestContext.Current.CancellationToken);

        (await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken))
            .Should().Be(await File.ReadAllTextAsync(Shipped, TestContext.Current.CancellationToken));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("\"bookworm\"", "\"../../etc\"", "Debian suite")]
    [InlineData("\"bookworm\"", "\"bookworm\\n\"", "Debian suite")]
    [InlineData("\"amd64\"", "\"amd64 || id\"", "Debian architecture")]
    [InlineData("\"spice\"", "\"$(id)\"", "package name")]
    [InlineData("\"0.15.1-1\"", "\"1.0; id\"", "Debian version")]
    public async Task A_forged_record_is_refused_with_its_file(string before, string after, string what)
    {
        var forged = Path.Combine(folder, "sf-2.json");
        var text = await File.ReadAllTextAsync(Shipped, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(forged, text.Replace(before, after), TestContext.Current.CancellationToken);

        var reading = () => RecordFile.ReadAsync<ResolvedPackage>(forged, TestContext.Current.CancellationToken);

        var error = (await reading.Should().ThrowAsync<TrialException>()).Which;
        error.What.Should().Contain(what);
        error.Where.Should().Be(forged);
        error.Status.Should().Be(ExitStatus.BadInput);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_copy_with_a_forged_suite_is_refused_too()
    {
        var package = await RecordFile.ReadAsync<ResolvedPackage>(Shipped, TestContext.Current.CancellationToken);

        var copying = () => package with { Suite = "a b" };

        copying.Should().Throw<TrialException>();
    }

    static string RepositoryRoot([System.Runtime.CompilerServices.CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../.."));
}
