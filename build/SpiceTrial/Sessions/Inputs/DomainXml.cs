using System.Xml;
using System.Xml.Linq;

namespace SpiceTrial.Sessions;

/// <summary>What a domain's XML says that its log may not.</summary>
static class DomainXml
{
    /// <summary>How pictures are compressed for a client (<c>&lt;graphics type='spice'&gt;&lt;image compression='auto_lz'/&gt;</c>);
    /// <c>null</c> where it is no domain with SPICE.</summary>
    public static string? ImageCompression(ReadOnlyMemory<byte> xml)
    {
        try
        {
            using var text = new MemoryStream(xml.ToArray());
            using var reader = XmlReader.Create(text, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var domain = XDocument.Load(reader).Root;
            var spice = domain?.Name.LocalName == "domain"
                ? domain.Element("devices")?.Elements("graphics").FirstOrDefault(x => (string?)x.Attribute("type") == "spice") : null;
            return spice is null
                ? null
                : Printable.Show((string?)spice.Element("image")?.Attribute("compression") ?? LogLines.DefaultCompression);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
