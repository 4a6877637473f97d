using SdkNode.Security;
using SdkNode.Security.Xml;

namespace SdkNode.Routing.Smp;

/// <summary>DIR-2: reads a ServiceGroup document.</summary>
public static class ServiceGroupReader
{
    /// <summary>What the SMP lists, or <see cref="RoutingFaultKind.MetadataMalformed"/>.</summary>
    public static Result<ServiceGroup, RoutingFault> Read(XmlTree document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (!document.Root.Is(SmpXml.Namespace, "ServiceGroup"))
        {
            return SmpXml.Malformed($"the root element is {document.Root.Name.LocalName}, not ServiceGroup of SMP 1.0");
        }

        if (SmpXml.Identifier(document.Root, "ParticipantIdentifier") is not { } participant)
        {
            return SmpXml.Malformed("there is not exactly one ParticipantIdentifier with a scheme");
        }

        var references = document.Root.Elements(SmpXml.Namespace, "ServiceMetadataReferenceCollection")
            .SelectMany(collection => collection.Elements(SmpXml.Namespace, "ServiceMetadataReference"))
            .Select(reference => Document(reference.Attribute("", "href") ?? ""));
        return new ServiceGroup(participant, [.. references]);
    }

    /// <summary>The last path segment of the reference; the whole of it where that cannot be told.</summary>
    private static string Document(string reference) => Uri.UnescapeDataString(reference[(reference.LastIndexOf('/') + 1)..]);
}
