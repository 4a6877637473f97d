using System.Security.Cryptography.X509Certificates;
using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.Caching;
using SdkNode.Routing.Smp;
using SdkNode.Security;
using SdkNode.Security.Certificates;

namespace SdkNode.Routing.CertPub;

/// <summary>Whether a certificate may sign for a sender, by what the sender publishes under some document types.</summary>
internal sealed record SignerQuestion(ParticipantIdentifier Sender, IReadOnlyList<DocumentTypeIdentifier> PublishedUnder, X509Certificate2 Signer);

/// <summary>O2O-4 and DIR-5: an envelope's signer must be trusted and one of those that the sender publishes.</summary>
internal sealed class SignerApproval(MetadataSource metadata, TrustPolicy trust, CertificateCheck certificates)
{
    public async ValueTask<Result<X509Certificate2, RoutingFault>> ApproveAsync(SignerQuestion question, CancellationToken cancellationToken)
    {
        var fault = await FindAsync(question, cancellationToken)
            ?? await certificates.CheckAsync(
                new CertificateQuestion("Signer of the envelope", question.Signer, trust with { Use = CertificateUse.Signing }, RoutingFaultKind.SignerUntrusted), null, cancellationToken);
        return fault is null ? question.Signer : fault with { Retryable = fault.Retryable || !SaysNo(fault.Kind) };
    }

    /// <summary>Null when the signer is published under one of the types; else the fault of the last one that answered.</summary>
    private async ValueTask<RoutingFault?> FindAsync(SignerQuestion question, CancellationToken cancellationToken)
    {
        RoutingFault? unregistered = null, unpublished = null;
        foreach (var documentType in question.PublishedUnder)
        {
            var fault = await FindAsync(new MetadataQuestion(question.Sender, documentType), question.Signer, cancellationToken);
            switch (fault?.Kind)
            {
                case null:
                    return null;
                case RoutingFaultKind.ServiceNotRegistered:
                    unregistered = fault;
                    break;
                case RoutingFaultKind.NoSigningCertificate or RoutingFaultKind.SignerNotPublished:
                    unpublished = fault;
                    break;
                default:
                    return fault;
            }
        }

        return unpublished ?? unregistered ?? throw new ArgumentException("At least one document type must be asked for.", nameof(question));
    }

    private async ValueTask<RoutingFault?> FindAsync(MetadataQuestion question, X509Certificate2 signer, CancellationToken cancellationToken)
    {
        var answer = await metadata.GetAsync(question, cancellationToken);
        var fault = Compare(question, answer, signer);
        if (fault is null || !answer.WasKept)
        {
            return fault;
        }

        // DIR-6: what is kept may be older than the sender's new certificate.
        return Compare(question, await metadata.RenewAsync(question, answer, cancellationToken), signer);
    }

    private static RoutingFault? Compare(MetadataQuestion question, CacheAnswer<VerifiedMetadata> answer, X509Certificate2 signer)
    {
        if (!answer.Result.TryGet(out var found, out var fault))
        {
            return fault;
        }

        var published = found.Value.Content.Publication.Signing;
        if (published.Any(certificate => certificate.RawDataMemory.Span.SequenceEqual(signer.RawDataMemory.Span)))
        {
            return null;
        }

        return published.Count == 0
            ? RoutingFault.Definite(RoutingFaultKind.NoSigningCertificate, $"{question.Participant.Value} publishes no signing certificate under {question.DocumentType}.")
            : RoutingFault.Definite(
                RoutingFaultKind.SignerNotPublished,
                $"The envelope is signed with {CertificateNames.Describe(signer)}, which is not one of the {published.Count} signing certificates that {question.Participant.Value} publishes under {question.DocumentType}.");
    }

    // O2O-4: only these are the federation's own words about the sender.
    private static bool SaysNo(RoutingFaultKind kind) => kind is RoutingFaultKind.NotRegistered or RoutingFaultKind.ServiceNotRegistered
        or RoutingFaultKind.NoSigningCertificate or RoutingFaultKind.SignerNotPublished or RoutingFaultKind.SignerUntrusted;
}
