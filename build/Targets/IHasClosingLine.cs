/// <summary>A build whose output ends with a line of its own, after the summary.</summary>
interface IHasClosingLine
{
    void CloseWith(string line) => GuardedRun.CloseWith(line);
}
