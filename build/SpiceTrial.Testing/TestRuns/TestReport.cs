using System.Xml.Linq;

namespace SpiceTrial.Testing;

/// <summary>What one test program reported, read from xunit's XML (its <c>assembly</c> and <c>test</c> elements).</summary>
public sealed record TestReport(TestCounts Counts, IReadOnlyList<TestFailure> Failures)
{
    /// <exception cref="TrialException">There is no report, or it can't be read: the program ended before its tests did.</exception>
    public static TestReport Read(string file)
    {
        try
        {
            var assemblies = XDocument.Load(file).Descendants("assembly").ToList();
            var counts = assemblies
                .Select(x => new TestCounts(Number(x, "passed"), Number(x, "failed") + Number(x, "errors"), Number(x, "skipped")))
                .Aggregate(TestCounts.None, TestCounts.Add);
            return new(counts, [.. assemblies.Descendants("failure").Select(Failure)]);
        }
        catch (Exception e) when (e is IOException or System.Xml.XmlException)
        {
            throw new TrialException("the tests ended without a report", file, "run the test program by hand", cause: e);
        }
    }

    static int Number(XElement element, string name) => (int?)element.Attribute(name) ?? 0;

    static TestFailure Failure(XElement failure)
    {
        var test = failure.Ancestors("test").FirstOrDefault();
        return new(
            (string?)test?.Attribute("name") ?? (string?)failure.Parent?.Attribute("name") ?? "outside of a test",
            (failure.Element("message")?.Value ?? "no message").Trim());
    }
}
