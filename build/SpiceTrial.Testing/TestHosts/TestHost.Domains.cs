using System.Xml.Linq;

namespace SpiceTrial.Testing;

/// <content>Its guests.</content>
public sealed partial class TestHost
{
    /// <summary>Defines a guest with a QXL display, by <see cref="TestDomain.Definition(string)"/>.</summary>
    public Task DefineAsync(string domain, CancellationToken cancellationToken) =>
        DefineXmlAsync(TestDomain.Definition(domain), cancellationToken);

    /// <summary>Defines a guest that plays.</summary>
    internal async Task DefineXmlAsync(string definition, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(At("/root/domain.xml"), definition, cancellationToken);
        await VirshAsync(cancellationToken, "define", "/root/domain.xml");
    }

    /// <summary>Starts a defined guest.</summary>
    /// <returns>The process id of its qemu, as the host sees it.</returns>
    public async Task<int> StartDomainAsync(string domain, CancellationToken cancellationToken)
    {
        await VirshAsync(cancellationToken, "start", "--domain", domain);
        var status = await File.ReadAllTextAsync(StatusOf(domain), cancellationToken);
        return int.Parse(XElement.Parse(status).Attribute("pid")!.Value);
    }

    /// <summary>Whether libvirt knows of a process of the guest.</summary>
    internal bool IsRunning(string domain) => File.Exists(StatusOf(domain));

    // Where libvirt itself keeps what it knows of a running guest.
    string StatusOf(string domain) => At($"/run/libvirt/qemu/{domain}.xml");

    public Task DestroyDomainAsync(string domain, CancellationToken cancellationToken) =>
        VirshAsync(cancellationToken, "destroy", "--domain", domain);

    /// <summary>Takes its definition away, so that another one of that name can come.</summary>
    internal Task UndefineDomainAsync(string domain, CancellationToken cancellationToken) =>
        VirshAsync(cancellationToken, "undefine", "--domain", domain);

    async Task VirshAsync(CancellationToken cancellationToken, params string[] words) =>
        (await RunAsync(["virsh", "--quiet", .. words], cancellationToken)).OrThrow($"virsh failed on {Name}");
}
