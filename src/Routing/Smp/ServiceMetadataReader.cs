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
        if (!document.Root.Is(SmpNamespaces.Smp, "SignedServiceMetadata"))
        {
            return Malformed($"the root element is {document.Root.Name.LocalName}, not SignedServiceMetadata of SMP 1.0");
        }

        if (Only(document.Root, "ServiceMetadata") is not { } metadata)
        {
            return Malformed("there is not exactly one ServiceMetadata");
        }

        if (metadata.Element(SmpNamespaces.Smp, "Redirect") is { } redirect)
        {
            return RoutingFault.Definite(
                RoutingFaultKind.Redirected,
                $"The metadata is a Redirect to '{redirect.Attribute("", "href")}', which this federation does not use.");
        }

        return Only(metadata, "ServiceInformation") is { } information
            ? ReadInformation(information)
            : Malformed("there is not exactly one ServiceInformation");
    }

    private static Result<ServiceMetadata, RoutingFault> ReadInformation(XmlTreeElement information)
    {
        if (Identifier(information, "ParticipantIdentifier") is not { } participant)
        {
            return Malformed("there is not exactly one ParticipantIdentifier with a scheme");
        }

        if (Identifier(information, "DocumentIdentifier") is not { } document)
        {
            return Malformed("there is not exactly one DocumentIdentifier with a scheme");
        }

        if (Only(information, "ProcessList") is not { } processes)
        {
            return Malformed("there is not exactly one ProcessList");
        }

        var endpoints = new List<ServiceEndpoint>();
        foreach (var process in processes.Elements(SmpNamespaces.Smp, "Process"))
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
        if (process.Element(SmpNamespaces.Smp, "Redirect") is not null)
        {
            fault = RoutingFault.Definite(RoutingFaultKind.Redirected, "A process of the metadata is a Redirect, which this federation does not use.");
            return false;
        }

        if (Identifier(process, "ProcessIdentifier") is not { } id)
        {
            fault = Malformed("a Process has not exactly one ProcessIdentifier with a scheme");
            return false;
        }

        foreach (var endpoint in process.Elements(SmpNamespaces.Smp, "ServiceEndpointList").SelectMany(list => list.Elements(SmpNamespaces.Smp, "Endpoint")))
        {
            if (!TryDate(endpoint, "ServiceActivationDate", out var activation) || !TryDate(endpoint, "ServiceExpirationDate", out var expiration))
            {
                fault = Malformed("an endpoint's activation or expiration is no dateTime");
                return false;
            }

            endpoints.Add(new ServiceEndpoint(
                id,
                endpoint.Attribute("", "transportProfile")?.Trim() ?? "",
                Text(endpoint, "EndpointURI"),
                activation,
                expiration,
                Text(endpoint, "Certificate")));
        }

        return true;
    }

    private static bool TryDate(XmlTreeElement endpoint, string name, out DateTimeOffset? date)
    {
        date = null;
        var text = Text(endpoint, name);
        if (text.Length == 0)
        {
            return true;
        }

        // A time without zone is taken as UTC.
        var read = DateTimeOffset.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value);
        date = read ? value : null;
        return read;
    }

    private static SchemedIdentifier? Identifier(XmlTreeElement parent, string name) =>
        Only(parent, name) is { } element && element.Attribute("", "scheme") is { } scheme
            ? new SchemedIdentifier(scheme.Trim(), element.Text.Trim())
            : null;

    private static string Text(XmlTreeElement parent, string name) => parent.Element(SmpNamespaces.Smp, name)?.Text.Trim() ?? "";

    private static XmlTreeElement? Only(XmlTreeElement parent, string name)
    {
        var found = parent.Elements(SmpNamespaces.Smp, name).Take(2).ToArray();
        return found.Length == 1 ? found[0] : null;
    }

    private static RoutingFault Malformed(string why) =>
        RoutingFault.Definite(RoutingFaultKind.MetadataMalformed, $"The SMP's answer is no usable metadata: {why}.");
}
