using SdkNode.As4.Messages;
using SdkNode.Security;
using SdkNode.Security.Xml;

namespace SdkNode.As4.WsSecurity;

/// <summary>Whether a <c>wsu:Timestamp</c> is current (AS4-SEC-1). That it is signed is the signature's matter.</summary>
internal static class SecurityTimestamp
{
    /// <summary>Why the timestamp is not current at that time, or null.</summary>
    public static As4Fault? Check(XmlTreeElement timestamp, DateTimeOffset now, TimeSpan skew)
    {
        var created = Time(timestamp, "Created");
        if (created is null)
        {
            return As4Fault.Policy("AS4-SEC-1", "The wsu:Timestamp does not say when it was created.");
        }

        if (created > now + skew)
        {
            return As4Fault.Policy("AS4-SEC-1", $"The wsu:Timestamp is from the future: {created:O}, our clock {now:O}.");
        }

        var expires = timestamp.Element(XmlNamespaces.Wsu, "Expires") is null ? created : Time(timestamp, "Expires");
        return expires is null || expires < now - skew
            ? As4Fault.Policy("AS4-SEC-1", $"The wsu:Timestamp is out of date: created {created:O}, our clock {now:O}.")
            : null;
    }

    private static DateTimeOffset? Time(XmlTreeElement timestamp, string name) =>
        timestamp.Element(XmlNamespaces.Wsu, name) is { } element ? XsDateTime.Parse(element.Text) : null;
}
