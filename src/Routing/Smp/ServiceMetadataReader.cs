using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SdkNode.Routing.CertPub;
using SdkNode.Security;
using SdkNode.Security.Xml;

namespace SdkNode.Routing.Smp;

/// <summary>DIR-2: reads a SignedServiceMetadata document. Unknown elements and attributes are passed over.</summary>
public static class ServiceMetadataReader
{
    private static readonly string[] DateFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>What the metadata says, or <see cref="RoutingFaultKind.MetadataMalformed"/>, or <see cref="RoutingFaultKind.Redirected"/> for a Redirect element.</summary>
    public static Result<ServiceMetadata, RoutingFault> Read(XmlTree document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (!document.Root.Is(SmpXml.Namespace, "SignedServiceMetadata"))
        {
            return SmpXml.Malformed($"the root element is {document.Root.Name.LocalName}, not SignedServiceMetadata of SMP 1.0");
        }

        if (SmpXml.Only(document.Root, "ServiceMetadata") is not { } metadata)
        {
            return SmpXml.Malformed("there is not exactly one ServiceMetadata");
        }

        if (metadata.Element(SmpXml.Namespace, "Redirect") is { } redirect)
        {
            return RoutingFault.Definite(
                RoutingFaultKind.Redirected,
                $"The metadata is a Redirect to '{redirect.Attribute("", "href")}', which this federation does not use.");
        }

        return SmpXml.Only(metadata, "ServiceInformation") is { } information
            ? ReadInformation(information)
            : SmpXml.Malformed("there is not exactly one ServiceInformation");
    }

    private static Result<ServiceMetadata, RoutingFault> ReadInformation(XmlTreeElement information)
    {
        if (SmpXml.Identifier(information, "ParticipantIdentifier") is not { } participant)
        {
            return SmpXml.Malformed("there is not exactly one ParticipantIdentifier with a scheme");
        }

        if (SmpXml.Identifier(information, "DocumentIdentifier") is not { } document)
        {
            return SmpXml.Malformed("there is not exactly one DocumentIdentifier with a scheme");
        }

        if (SmpXml.Only(information, "ProcessList") is not { } processes)
        {
            return SmpXml.Malformed("there is not exactly one ProcessList");
        }

        var endpoints = new List<ServiceEndpoint>();
        foreach (var process in processes.Elements(SmpXml.Namespace, "Process"))
        {
            if (!ReadProcess(process, endpoints, out var fault))
            {
                return fault;
            }
        }

        return new ServiceMetadata(participant, document, endpoints, CertificatePublicationReader.Read(information));
    }

    private static bool ReadProcess(XmlTreeElement process, List<ServiceEndpoint> endpoints, [NotNullWhen(false)] out RoutingFault? fault)
    {
        fault = null;
        if (process.Element(SmpXml.Namespace, "Redirect") is not null)
        {
            fault = RoutingFault.Definite(RoutingFaultKind.Redirected, "A process of the metadata is a Redirect, which this federation does not use.");
            return false;
        }

        if (SmpXml.Identifier(process, "ProcessIdentifier") is not { } id)
        {
            fault = SmpXml.Malformed("a Process has not exactly one ProcessIdentifier with a scheme");
            return false;
        }

        foreach (var endpoint in process.Elements(SmpXml.Namespace, "ServiceEndpointList").SelectMany(list => list.Elements(SmpXml.Namespace, "Endpoint")))
        {
            if (!TryDate(endpoint, "ServiceActivationDate", out var activation) || !TryDate(endpoint, "ServiceExpirationDate", out var expiration))
            {
                fault = SmpXml.Malformed("an endpoint's activation or expiration is no dateTime");
                return false;
            }

            endpoints.Add(new ServiceEndpoint(
                id,
                endpoint.Attribute("", "transportProfile")?.Trim() ?? "",
                SmpXml.Text(endpoint, "EndpointURI"),
                activation,
                expiration,
                CertificateText.Decode(SmpXml.Text(endpoint, "Certificate"))));
        }

        return true;
    }

    private static bool TryDate(XmlTreeElement endpoint, string name, out DateTimeOffset? date)
    {
        date = null;
        var text = SmpXml.Text(endpoint, name);
        if (text.Length == 0)
        {
            return true;
        }

        // A time without zone is taken as UTC.
        var read = DateTimeOffset.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value);
        date = read ? value : null;
        return read;
    }
}
