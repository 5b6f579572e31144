using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Debian;

public sealed class SourceControlTests
{
    static readonly string Hash = new('a', 64);

    [Fact(Timeout = 120_000)]
    public void A_dsc_gives_its_files_and_all_its_build_dependencies()
    {
        var control = SourceControl.Parse(
            Dsc($"{Hash} 12 spice_0.15.1.orig.tar.bz2") + "Build-Depends: a, b\nBuild-Depends-Indep: c\n", "x.dsc");

        (control.Source, $"{control.Version}", control.BuildDepends).Should().Be(("spice", "0.15.1-1", "a, b, c"));
        control.Files.Should().Equal(new FileRecord("spice_0.15.1.orig.tar.bz2", 12, Hash));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("--output=x")]
    [InlineData("a\\b")]
    [InlineData("a$b")]
    public void A_file_name_that_leads_elsewhere_is_an_error(string name)
    {
        var parsing = () => SourceControl.Parse(Dsc($"{Hash} 12 {name}"), "x.dsc");

        parsing.Should().Throw<TrialException>().Which.What.Should().Contain("malformed line in Checksums-Sha256").And.Contain(name);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("abc 12 name")]
    [InlineData("$HASH name")]
    [InlineData("$HASH twelve name")]
    [InlineData("$HASH 12 name more")]
    public void A_malformed_line_is_an_error(string line)
    {
        var parsing = () => SourceControl.Parse(Dsc(line.Replace("$HASH", Hash)), "x.dsc");

        parsing.Should().Throw<TrialException>();
    }

    [Fact(Timeout = 120_000)]
    public void A_dsc_without_strong_hashes_is_an_error()
    {
        var parsing = () => SourceControl.Parse(
            "Format: 3.0 (quilt)\nSource: spice\nVersion: 1\nFiles:\n d41d8cd98f00b204e9800998ecf8427e 0 x\n", "x.dsc");

        parsing.Should().Throw<TrialException>().Which.What.Should().Contain("SHA-256");
    }

    static string Dsc(string file) => $"Format: 3.0 (quilt)\nSource: spice\nVersion: 0.15.1-1\nChecksums-Sha256:\n {file}\n";
}
