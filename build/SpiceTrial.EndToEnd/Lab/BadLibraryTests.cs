using FluentAssertions;
using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.Lab;
using Xunit;

namespace SpiceTrial.EndToEnd.Lab;

/// <summary>Libraries that crash, hang or are none: the cell says so, and the others run. They are compiled by the test.</summary>
[Collection(OnOneChain.Name)]
public sealed class BadLibraryTests(LabFixture lab) : IClassFixture<LabFixture>
{
    const string Functions = """
        int spice_server_set_noauth(void *s) { return 0; }
        int spice_server_set_streaming_video(void *s, int v) { return 0; }
        int spice_server_init(void *s, void *c) { return CORE; }
        int spice_server_add_interface(void *s, void *i) { return INTERFACE; }
        void spice_server_vm_start(void *s) { START; }
        void spice_qxl_add_memslot(void *q, void *s) { }
        void spice_qxl_create_primary_surface(void *q, unsigned i, void *s) { }
        void spice_qxl_wakeup(void *q) { }
        void *spice_server_new(void) { struct timespec t; CLOCK; NEW; return &start; }
        """;

    const string Oom = "void spice_qxl_oom(void *q) { }";

    [Fact(Timeout = 300_000)]
    public async Task Each_bad_library_is_a_result_of_its_cell_and_the_good_one_runs()
    {
        var libraries = new Dictionary<int, string>
        {
            [8] = lab.Stock,
            [16] = await CompileAsync("crash", Oom, "-DNEW=*(volatile int*)0=1"),
            [17] = await CompileAsync("abort", Oom, "-DSTART=abort()"),
            [18] = await CompileAsync("exit", Oom, "-DSTART=_exit(7)"),
            [32] = await CompileAsync("hang", Oom, "-DNEW=for(;;)pause()"),
            [33] = await CompileAsync("silent", Oom),
            [34] = await CompileAsync(
                "constructor", Oom + " __attribute__((constructor)) static void wait_for_ever(void) { for(;;) pause(); }"),
            [64] = await CompileAsync("missing", ""),
            [65] = await CompileAsync("core", Oom, "-DCORE=-1"),
            [66] = await CompileAsync("interface", Oom, "-DINTERFACE=-1"),
            [67] = await CompileAsync("undefined", Oom + " extern void not_there(void); void use(void) { not_there(); }", "-Wl,-z,now"),
            [68] = await CompileAsync("clock", Oom, "-DCLOCK=0"),
            [128] = await CompileAsync("soname", Oom, soname: "libspice-server.so.2"),
        };
        var settings = new LabSettings(lab.Workspace, ScenarioFiles.Of(["stall-250ms"])) {
            Folder = lab.Results("bad"), RingSizes = [], Libraries = libraries, Seeds = 1, HangSeconds = 12 };

        var cells = (await LabFixture.RunAsync(settings, TestContext.Current.CancellationToken)).Cells.ToDictionary(x => x.RingSize);

        cells[8].Should().BeEquivalentTo(new { Outcome = CellOutcome.Ran, PlaysEngaged = 0 });
        Check(16, CellOutcome.Crashed, "SIGSEGV");
        Check(17, CellOutcome.Crashed, "SIGABRT");
        Check(18, CellOutcome.Crashed, "exit code 7");
        Check(32, CellOutcome.Hung, "no call from the library for 12 s");
        Check(33, CellOutcome.Hung, "no call from the library for 12 s");
        Check(34, CellOutcome.Hung, "did not come back from being loaded");
        Check(64, CellOutcome.WrongAbi, "lacks the function spice_qxl_oom");
        Check(65, CellOutcome.WrongAbi, "core interface");
        Check(66, CellOutcome.WrongAbi, "refuses version 3.3 of the QXL interface");
        Check(67, CellOutcome.WrongAbi, "not_there");
        Check(68, CellOutcome.WrongAbi, "does not import clock_gettime");
        Check(128, CellOutcome.WrongAbi, "calls itself libspice-server.so.2");

        void Check(int ring, CellOutcome outcome, string remark)
        {
            cells[ring].Outcome.Should().Be(outcome, cells[ring].Remark);
            cells[ring].Remark.Should().Contain(remark);
            cells[ring].PlaysEngaged.Should().BeNull("nothing is known of it");
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task A_file_that_is_no_library_is_a_result_too()
    {
        var file = Path.Combine(Directory.CreateDirectory(lab.Results("nothing")).FullName, "text.so");
        await File.WriteAllTextAsync(file, "text", TestContext.Current.CancellationToken);
        var settings = new LabSettings(lab.Workspace, ScenarioFiles.Of(["stall-250ms"])) {
            Folder = lab.Results("nothing"), RingSizes = [], Libraries = new Dictionary<int, string> { [8] = file }, Seeds = 1 };

        (await LabFixture.RunAsync(settings, TestContext.Current.CancellationToken)).Cells.Single()
            .Should().BeEquivalentTo(new { Outcome = CellOutcome.WrongAbi, Remark = "the file is no ELF library" });
    }

    async Task<string> CompileAsync(string name, string more, string option = "-DNOTHING", string soname = "libspice-server.so.1")
    {
        var folder = Directory.CreateDirectory(lab.Results("libraries")).FullName;
        var (source, library) = (Path.Combine(folder, $"{name}.c"), Path.Combine(folder, $"{name}.so"));
        string[] defaults = [.. new[] { "NEW", "START", "CORE", "INTERFACE" }.Select(x => $"#ifndef {x}\n#define {x} 0\n#endif")];
        await File.WriteAllTextAsync(
            source,
            string.Join('\n', [
                "#include <stdlib.h>", "#include <time.h>", "#include <unistd.h>", .. defaults,
                "#ifndef CLOCK", "#define CLOCK clock_gettime(CLOCK_MONOTONIC, &t)", "#endif", "static int start;", Functions, more, ""]),
            TestContext.Current.CancellationToken);
        (await Programs.RunAsync(new("gcc", "-shared", "-fPIC", "-w", option, $"-Wl,-soname,{soname}", "-o", library, source),
            TestContext.Current.CancellationToken)).OrThrow($"{name} does not compile");
        return library;
    }
}
