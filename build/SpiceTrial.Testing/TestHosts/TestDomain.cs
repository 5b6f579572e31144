using System.Xml.Linq;

namespace SpiceTrial.Testing;

/// <summary>
/// A guest with a QXL display on SPICE, which writes spice-server's debug messages to its log. It has firmware and no system:
/// enough to map the library and to draw. Emulated, because a guest under KVM does not start on every machine that tests; idle
/// firmware costs a few percent of a processor.
/// </summary>
public static class TestDomain
{
    /// <summary>As a cluster names its instances, with a colon. Defined and started on every host that a person starts.</summary>
    public const string Started = "sf:5f1c1c52-6f3e-4c39-9f0b-2d0f0c4b7a11";

    /// <summary>Defined only.</summary>
    public const string Stopped = "sf:c0f6a1de-9f1e-4f5e-8c55-0b7c3f1d2e90";

    /// <summary>The definition for <c>virsh define</c>; the name is data, whatever characters it has.</summary>
    public static string Definition(string name) => Definition(
        name, "qemu", 64, [],
        [
            XElement.Parse("<video><model type='qxl' ram='65536' vram='65536' vgamem='16384' heads='1' primary='yes'/></video>"),
            XElement.Parse("<graphics type='spice' autoport='yes' listen='127.0.0.1'><streaming mode='filter'/></graphics>"),
        ]);

    internal static string Definition(string name, string type, int megabytes, XElement[] boot, XElement[] devices)
    {
        XNamespace qemu = "http://libvirt.org/schemas/domain/qemu/1.0";
        return new XElement(
            "domain",
            new XAttribute("type", type),
            new XAttribute(XNamespace.Xmlns + "qemu", qemu),
            new XElement("name", name),
            new XElement("memory", new XAttribute("unit", "MiB"), megabytes),
            new XElement("vcpu", 1),
            new XElement(
                "os", new XElement("type", new XAttribute("arch", "x86_64"), new XAttribute("machine", "pc"), "hvm"), boot),
            new XElement("features", new XElement("acpi")),
            new XElement("devices", new XElement("emulator", "/usr/bin/qemu-system-x86_64"), devices),
            // libvirt gives a guest no variable of the machine's own environment.
            new XElement(qemu + "commandline",
                new XElement(qemu + "env", new XAttribute("name", "G_MESSAGES_DEBUG"), new XAttribute("value", "all")))).ToString();
    }
}
