using SdkNode.Routing.CertPub;

namespace SdkNode.Routing.Smp;

/// <summary>What SMP metadata says of one participant and one document type (DIR-2). Says nothing about who signed it.</summary>
/// <param name="Participant">Whom it is about.</param>
/// <param name="Document">The document type it is about, with its transport model.</param>
/// <param name="Endpoints">Every endpoint of every process, in the document's order.</param>
/// <param name="Publication">The certificates between organisations (CertPub, DIR-5).</param>
public sealed record ServiceMetadata(
    SchemedIdentifier Participant,
    SchemedIdentifier Document,
    IReadOnlyList<ServiceEndpoint> Endpoints,
    CertificatePublication Publication);
