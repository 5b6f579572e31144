using Spectre.Console;
using Spectre.Console.Rendering;

namespace SpiceTrial.Terminal;

/// <summary>Stands behind every table, bar and question: only what draws them may control the terminal, never the text in them.</summary>
public sealed class SafeTerminal : IRenderHook
{
    /// <summary>From now on everything that is drawn goes through here.</summary>
    public static void Guard(IAnsiConsole console) => console.Pipeline.Attach(new SafeTerminal());

    /// <summary>A line that is not wrapped: one finding, for those who search.</summary>
    public static void WriteLine(string line) => Console.Out.WriteLine(Printable.Lines(Standpoint.Commands(line)));

    /// <summary>A question: the answer stands behind it.</summary>
    public static void Write(string text) => Console.Out.Write(Printable.Lines(text));

    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(x => new Safe(x));

    sealed class Safe(IRenderable drawn) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => drawn.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => drawn.Render(options, maxWidth)
            .Select(x => x.IsControlCode || x.IsLineBreak ? x : new Segment(Printable.Lines(x.Text), x.Style));
    }
}
