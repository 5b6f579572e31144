using FluentAssertions;
using SpiceTrial.Artifacts;
using Xunit;

namespace SpiceTrial.Tests.Artifacts;

/// <summary>Code as gcc 12 made it of spice 0.15.1 for arm64; the whole libraries are compared by hand (docs/releases.md).</summary>
public sealed class Arm64CodeTests
{
    static readonly DwarfRing Ring = new(8, 56, 0x4d790, 0x4d950);

    static readonly AddressNames Names = new(
        SymbolTable.Of([new(0x1f650, 0x10, 't', "display_channel_surface_unref"), new(0x9c010, 0x20, 'r', "message")]),
        [new(".rodata", 0x99000, 0x4000, IsLoaded: true, IsCode: false, default)]);

    [Fact]
    public void A_distance_stands_whole_where_it_is_used_however_its_steps_share_it()
    {
        // image_surfaces_get of the control and of the patched library.
        Normal("sub x0, x0, #0x4f, lsl #12", "stp x29, x30, [sp, #-16]!", "sub x0, x0, #0x968", "mov x29, sp", "ldr x0, [x0]")
            .Should().Equal("stp x29, x30, [sp, #-16]!", "mov x29, sp", "ldr x0, [x0, -0x4f968]");
        Normal("sub x0, x0, #0x51, lsl #12", "stp x29, x30, [sp, #-16]!", "sub x0, x0, #0x400", "mov x29, sp", "ldr x0, [x0, #88]")
            .Should().Equal("stp x29, x30, [sp, #-16]!", "mov x29, sp", "ldr x0, [x0, -0x513a8]");
    }

    [Fact]
    public void An_address_is_a_name_also_in_code_that_stands_far_behind_the_page()
    {
        string[] code = ["adrp x21, 9c000 <a>", "cbz x0, 1014 <b>", "add x1, x21, #0x10", "bl 1f650 <c>", "ret", "add x2, x21, #0x20",
            "bl 1f650 <c>", "b 100c <b>"];

        Normal(code).Should().Equal(
            "x21 = a page", "cbz x0, line 5", "x1 = message", "bl display_channel_surface_unref", "ret", "x2 = message+10",
            "bl display_channel_surface_unref", "b line 3");
    }

    [Fact]
    public void The_sum_with_an_index_keeps_its_distance() =>
        Normal("add x2, x2, #0x4d, lsl #12", "add x1, x2, w3, uxtw #3", "ldr x1, [x1, #2400]", "mov x3, x2")
            .Should().Equal("add x1, x2, w3, uxtw #3", "ldr x1, [x1, 0x4d960]", "x2 = x2, 0x4d000", "mov x3, x2");

    [Theory]
    [InlineData("mov w1, #0x7", "bl 1f650 <c>", "w1 = 0x7")]
    [InlineData("mov w0, #0x1", "ret", "w0 = 0x1")]
    [InlineData("mov x5, #0xd790", "str x5, [x0, #8]", "x5 = 0xd790")]
    [InlineData("mov w1, #0x7", "swp w1, w2, [x0]", "w1 = 0x7")]
    [InlineData("mov w0, #0x1", "fmov s0, w0", "w0 = 0x1")]
    [InlineData("add x0, x0, #0x10", "str x1, [x0], #8", "x0 = x0, 0x10")]
    public void A_constant_that_something_may_read_is_shown(string constant, string reader, string shown) =>
        Normal(constant, reader)[0].Should().Be(shown);

    [Fact]
    public void A_constant_of_two_halves_is_one() =>
        Normal("mov x1, #0xd790", "movk x1, #0x4, lsl #16", "ldr x0, [x0, x1]").Should().Equal("x1 = 0x4d790", "ldr x0, [x0, x1]");

    [Fact]
    public void What_only_the_rings_size_moves_is_explained()
    {
        // display_channel_surface_id_unref of both, whole.
        var (control, patched) = (Unref("#0x4d", "#0x800", "add", "#0x160"), Unref("#0x4f", "#0x400", "sub", "#0x60"));

        control.Should().NotEqual(patched).And.Contain("str xzr, [x2, x19, lsl #3]").And.Contain("x2 = x2, 0x4d960");
        Explain(control, patched).Should().Be("4 numbers: fields behind the ring, its size or mask");
        Explain(Normal("ubfiz x2, x2, #3, #3", "ret"), Normal("ubfiz x2, x2, #3, #7", "ret")).Should().NotBeNull("the mask is the ring's");
    }

    [Theory]
    [InlineData("#0x4f", "#0x400", "sub", "#0x58")]
    [InlineData("#0x4f", "#0x800", "add", "#0x160")]
    [InlineData("#0x4d", "#0x800", "add", "#0x168")]
    public void Another_place_is_not_explained(string high, string middle, string verb, string low) =>
        Explain(Unref("#0x4d", "#0x800", "add", "#0x160"), Unref(high, middle, verb, low)).Should().BeNull();

    [Fact]
    public void Another_order_is_explained_where_calls_and_places_are_the_same()
    {
        // Of the constructor of DisplayChannel, which gcc arranges anew.
        var control = Normal(
            "add x0, x0, #0x4f, lsl #12", "add x0, x0, #0x970", "str x3, [x2, #16]", "bl 1f650 <c>", "mov w1, #0x4", "bl 9c010 <c>");

        Explain(control, Normal("add x3, x0, #0x50, lsl #12", "add x0, x0, #0x51, lsl #12", "str x4, [x2, #16]", "add x0, x0, #0x3b0",
            "bl 1f650 <c>", "mov w1, #0x4", "bl 9c010 <c>"))
            .Should().Be(ConstantTrace.SamePlaces);
        Explain(control, Normal("add x3, x0, #0x50, lsl #12", "add x0, x0, #0x51, lsl #12", "str x4, [x2, #24]", "add x0, x0, #0x3b0",
            "bl 1f650 <c>", "mov w1, #0x4", "bl 9c010 <c>"))
            .Should().BeNull("it writes another place");
        Explain(control, Normal("add x3, x0, #0x50, lsl #12", "add x0, x0, #0x51, lsl #12", "str x4, [x2, #16]", "add x0, x0, #0x3b0",
            "bl 1f650 <c>", "mov w1, #0x4", "bl 9c011 <c>"))
            .Should().BeNull("it calls something else");
    }

    [Fact]
    public void Another_argument_or_another_call_is_not_explained()
    {
        Explain(Normal("mov w1, #0x5", "bl 1f650 <c>"), Normal("mov w1, #0x6", "bl 1f650 <c>")).Should().BeNull();
        Explain(Normal("mov w1, #0x5", "bl 1f650 <c>"), Normal("mov w1, #0x5", "bl 9c010 <c>")).Should().BeNull();
    }

    static string? Explain(IReadOnlyList<string> control, IReadOnlyList<string> patched) =>
        new ConstantTrace(8, 128, Ring).Explain(new("f", 0, control), new("f", 0, patched));

    static IReadOnlyList<string> Unref(string high, string middle, string verb, string low) => Normal(
        "ldr x2, [x0, #32]", "mov w19, w1", $"add x2, x2, {high}, lsl #12", $"add x2, x2, {middle}", $"{verb} x1, x2, {low}",
        "ldr x1, [x1, x19, lsl #3]", "cbnz w3, 1030 <d>", "mov x20, x0",
        "bl 1f650 <c>", "ldr x2, [x20, #32]", $"add x2, x2, {high}, lsl #12", $"add x2, x2, {middle}", $"{verb} x2, x2, {low}",
        "str xzr, [x2, x19, lsl #3]", "ret");

    static IReadOnlyList<string> Normal(params string[] code) =>
        Arm64Code.Normalise([.. code.Select((x, i) => new Instruction(0x1000 + (4 * i), x))], Names);
}
