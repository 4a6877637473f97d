using SdkNode.Routing.CertPub;
using SdkNode.Routing.Smp;
using SdkNode.Security.Certificates;
using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.Node.Inspect;

/// <summary>Inspects an SMP's SignedServiceMetadata: signature, signer, and what it publishes.</summary>
internal static class MetadataInspection
{
    /// <summary>Inspects metadata.</summary>
    public static async Task<InspectionReport> RunAsync(Func<Stream> open, InspectionTools tools, CancellationToken cancellationToken)
    {
        var report = new InspectionReport { Kind = "SMP metadata (SignedServiceMetadata)" };
        await using var file = open();
        var read = await XmlTree.ReadAsync(file, XmlLimits.Header, cancellationToken);
        if (!read.TryGet(out var tree, out var malformed))
        {
            report.Fail("DIR-2", "Well-formed XML", $"{malformed.Detail} (octet {malformed.Offset})");
            return report;
        }

        if (EnvelopedSignature.Verify(tree, SignaturePolicy.Smp).TryGet(out var signature, out var fault))
        {
            report.Ok("DIR-3", "Signature", "It verifies and covers the whole document.");
            await tools.CheckSignerAsync(report, "DIR-3", signature.Signer, cancellationToken);
        }
        else
        {
            report.Fail("DIR-3", "Signature", fault.Detail);
        }

        Content(report, tree, tools.Clock.GetUtcNow());
        return report;
    }

    private static void Content(InspectionReport report, XmlTree tree, DateTimeOffset at)
    {
        if (!ServiceMetadataReader.Read(tree).TryGet(out var metadata, out var fault))
        {
            report.Fail("DIR-2", "Content", fault.Detail);
            return;
        }

        report.Ok("DIR-2", "Content", "It is SMP 1.0 metadata.");
        report.Fact("participant", metadata.Participant.Value);
        report.Fact("document type", metadata.Document.Value);
        foreach (var endpoint in metadata.Endpoints)
        {
            report.Fact("endpoint", $"{endpoint.Address} ({endpoint.TransportProfile})");
        }

        foreach (var certificate in metadata.Publication.Signing)
        {
            report.Fact("signing certificate", Describe(certificate, at));
        }

        foreach (var certificate in metadata.Publication.Encryption)
        {
            report.Fact("encryption certificate", Describe(certificate, at));
        }
    }

    private static string Describe(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, DateTimeOffset at) =>
        CertificateNames.Describe(certificate) + (certificate.NotAfter.ToUniversalTime() < at.UtcDateTime ? " (expired)" : "");
}
