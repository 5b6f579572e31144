using FluentAssertions;
using SpiceTrial.Terminal;
using Xunit;

namespace SpiceTrial.Tests.Terminal;

public sealed class LostTerminalTests
{
    [Fact(Timeout = 120_000)]
    public void What_a_closed_terminal_can_not_show_any_more_is_no_failure()
    {
        using var gone = new Gone();
        using var terminal = new LostTerminal(gone);

        terminal.WriteLine("installing");
        terminal.Write('x');
        terminal.Write("half a line");
        terminal.Flush();

        gone.Tries.Should().BeGreaterThan(3);
    }

    sealed class Gone : StringWriter
    {
        public int Tries { get; private set; }

        public override void Write(char value) => Fail();

        public override void Write(string? value) => Fail();

        public override void WriteLine(string? value) => Fail();

        public override void Flush() => Fail();

        void Fail()
        {
            Tries++;
            throw new IOException("Input/output error");
        }
    }
}
