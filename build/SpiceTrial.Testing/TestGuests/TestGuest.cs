using System.Xml.Linq;
using SpiceTrial.Lab;

namespace SpiceTrial.Testing;

/// <summary>A guest that plays: its domain on a test host that sees its image (<see cref="TestHostOptions.GuestImage"/>).</summary>
/// <param name="Name">Of the domain.</param>
/// <param name="Scenario">Its QXL memory, its surface, the streaming mode, and what it draws.</param>
/// <param name="Seconds">Of playing.</param>
/// <param name="Seed">Of what is random in the load.</param>
public sealed record TestGuest(string Name, Scenario Scenario, double Seconds, int Seed)
{
    /// <summary>Whether a client from outside of the host may connect. Default: no.</summary>
    public bool IsWatched { get; init; }

    /// <summary>Default: no, the processor is emulated (TCG).</summary>
    public bool WithKvm { get; init; }

    /// <summary>Files on the host: what the load prints, and the guest's kernel's messages.</summary>
    public string PlayLog => $"/var/lib/libvirt/qemu/{Name}.play.jsonl";

    public string KernelLog => $"/var/lib/libvirt/qemu/{Name}.kernel.log";

    /// <summary>A machine's memory, in MiB.</summary>
    const int Megabytes = 1024;

    /// <summary>The definition for <c>virsh define</c>.</summary>
    public string Definition()
    {
        var (memory, image) = (Scenario.Memory, TestHostOptions.GuestFolder);
        return TestDomain.Definition(
            Name, WithKvm ? "kvm" : "qemu", Megabytes,
            [
                new XElement("kernel", $"{image}/vmlinuz"), new XElement("initrd", $"{image}/initrd.img"),
                new XElement("cmdline", CommandLine()),
            ],
            [
                XElement.Parse($"""
                    <disk type='file' device='disk'><driver name='qemu' type='raw'/>
                    <source file='{image}/disk.img'><seclabel model='dac' relabel='no'/></source>
                    <target dev='vda' bus='virtio'/><readonly/></disk>
                    """),
                Serial(0, PlayLog), Serial(1, KernelLog),
                XElement.Parse($"<video><model type='qxl' ram='{memory.RamMib * 1024}' vram='{memory.VramMib * 1024}' "
                    + $"vgamem='{memory.VgamemMib * 1024}' heads='1' primary='yes'/></video>"),
                XElement.Parse($"<graphics type='spice' autoport='yes' listen='{(IsWatched ? "0.0.0.0" : "127.0.0.1")}'>"
                    + $"<image compression='{Names.Dashed($"{Scenario.Compression}").Replace('-', '_')}'/>"
                    + $"<streaming mode='{Names.Dashed($"{Scenario.Mode}")}'/></graphics>"),
            ]);
    }

    string CommandLine() => string.Join(' ',
        "root=/dev/vda", "ro", "console=ttyS1", "loglevel=5", "systemd.show_status=0",
        $"spice-trial.surface={Scenario.Surface}", $"spice-trial.load={GuestLoad.Words(Scenario, Seconds, Seed)}");

    static XElement Serial(int port, string file) => new(
        "serial", new XAttribute("type", "file"), new XElement("source", new XAttribute("path", file)),
        new XElement("target", new XAttribute("port", port)));
}
