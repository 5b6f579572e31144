using FluentAssertions;
using SpiceTrial.Reports;
using Xunit;

namespace SpiceTrial.Tests.Reports;

public sealed class GeneratedPartTests
{
    [Fact(Timeout = 120_000)]
    public void A_new_document_is_the_generated_part()
    {
        GeneratedPart.Replace(null, "text\n\n", "x.md").Should().Be($"{GeneratedPart.Begin}\ntext\n{GeneratedPart.End}\n");
    }

    [Fact(Timeout = 120_000)]
    public void What_a_person_wrote_outside_the_marks_stays()
    {
        var document = "# mine\n\n" + GeneratedPart.Replace(null, "old", "x.md") + "\nmine too, without an end of line";

        var replaced = GeneratedPart.Replace(document, "new", "x.md");

        replaced.Should().Be($"# mine\n\n{GeneratedPart.Begin}\nnew\n{GeneratedPart.End}\n\nmine too, without an end of line");
        GeneratedPart.Replace(replaced, "new", "x.md").Should().Be(replaced);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("a person's text")]
    [InlineData(GeneratedPart.Begin + "\nthe end mark is gone")]
    [InlineData(GeneratedPart.End + "\nthe wrong way round\n" + GeneratedPart.Begin)]
    public void A_document_without_its_marks_is_refused_and_so_kept(string document)
    {
        var replacing = () => GeneratedPart.Replace(document, "new", "docs/x.md");

        var error = replacing.Should().Throw<TrialException>().Which;
        error.Status.Should().Be(ExitStatus.Refused);
        error.Where.Should().Be("docs/x.md");
        error.Hint.Should().Contain(GeneratedPart.Begin);
    }
}
