using System.Collections.ObjectModel;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.Caching;
using SdkNode.Routing.CertPub;
using SdkNode.Routing.Smp;
using SdkNode.Routing.Tracing;
using SdkNode.Security;
using SdkNode.Security.Certificates;

namespace SdkNode.Routing;

/// <summary>
/// Where to send and whom to trust in one federation environment: BDXL, SMP and CertPub behind one cache (DIR-1 to DIR-6).
/// Every answer comes out of metadata whose signature and signer were verified. Safe for use by several threads.
/// </summary>
public sealed class ReceiverDirectory
{
    private readonly TimeProvider _clock;
    private readonly MetadataSource _metadata;
    private readonly RouteSelection _routes;
    private readonly SignerApproval _signers;
    private readonly PublicationTrace _publications;

    /// <summary>A directory with an empty cache.</summary>
    /// <param name="environment">What it goes by.</param>
    /// <param name="http">Used for the SMPs; made over <see cref="SmpClient.CreateHandler"/>, with no time-out of its own.</param>
    /// <param name="certificates">Judges certificates, with the node's revocation cache.</param>
    /// <param name="clock">The time.</param>
    public ReceiverDirectory(RoutingEnvironment environment, HttpClient http, CertificateVerifier certificates, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _clock = clock;
        _metadata = new MetadataSource(environment, http, certificates, clock);
        var check = new CertificateCheck(certificates);
        _routes = new RouteSelection(environment, check, clock);
        _signers = new SignerApproval(_metadata, environment.O2OTrust, check);
        _publications = new PublicationTrace(environment.O2OTrust, check);
    }

    /// <summary>
    /// Where and with whose keys to send a document type to a participant (DIR-4, DIR-5). A kept answer that has become
    /// unusable is looked up afresh once before it is refused (DIR-6).
    /// </summary>
    public async ValueTask<Result<ReceiverRoute, RoutingFault>> FindReceiverAsync(ParticipantIdentifier participant, DocumentTypeIdentifier documentType, CancellationToken cancellationToken)
    {
        var question = new MetadataQuestion(participant, documentType);
        var answer = await _metadata.GetAsync(question, cancellationToken);
        var route = await RouteAsync(answer, cancellationToken);
        if (!answer.WasKept || IsSound(route))
        {
            return route;
        }

        return await RouteAsync(await _metadata.RenewAsync(question, answer, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// The signing certificates that a participant publishes under a document type, those inside their validity (DIR-5).
    /// Whether they are trusted is not judged here; <see cref="ApproveSignerAsync"/> does both.
    /// </summary>
    public async ValueTask<Result<ReadOnlyCollection<X509Certificate2>, RoutingFault>> SigningCertificatesAsync(ParticipantIdentifier participant, DocumentTypeIdentifier documentType, CancellationToken cancellationToken)
    {
        var answer = await _metadata.GetAsync(new MetadataQuestion(participant, documentType), cancellationToken);
        if (!answer.Result.TryGet(out var found, out var fault))
        {
            return fault;
        }

        var now = _clock.GetUtcNow();
        var valid = found.Value.Content.Publication.Signing.Where(certificate => ValidityPeriod.Includes(certificate, now)).ToList();
        return valid.Count > 0
            ? valid.AsReadOnly()
            : RoutingFault.Definite(RoutingFaultKind.NoSigningCertificate, $"{participant.Value} publishes no signing certificate that is valid now under {documentType}.");
    }

    /// <summary>
    /// O2O-4: whether an envelope's signer may sign for a participant: published under one of the document types, asked in
    /// their order (DIR-5: first the receipt's, then the answered message's), and trusted.
    /// </summary>
    /// <returns>
    /// The signer's certificate; a definite fault only where the federation itself has said no: NotRegistered,
    /// ServiceNotRegistered, NoSigningCertificate, SignerNotPublished, SignerUntrusted. All else, an SMP's damaged answer
    /// included, is retryable, since it says nothing about the sender.
    /// </returns>
    public ValueTask<Result<X509Certificate2, RoutingFault>> ApproveSignerAsync(ParticipantIdentifier sender, IReadOnlyList<DocumentTypeIdentifier> publishedUnder, X509Certificate2 signer, CancellationToken cancellationToken) =>
        _signers.ApproveAsync(new SignerQuestion(sender, publishedUnder, signer), cancellationToken);

    /// <summary>DIR-6: makes the next question about this participant and document type go to DNS and SMP again.</summary>
    public void Forget(ParticipantIdentifier participant, DocumentTypeIdentifier documentType) =>
        _metadata.Forget(new MetadataQuestion(participant, documentType));

    /// <summary>What is kept of the metadata (DIR-6), ordered by participant.</summary>
    public IReadOnlyList<KeptAnswer> Kept() =>
        [.. _metadata.Kept().Select(entry => new KeptAnswer(entry.Key.Participant, entry.Key.DocumentType, entry.Until)).OrderBy(kept => kept.Participant.Normalized, StringComparer.Ordinal)];

    /// <summary>Looks up from the beginning, past the cache, and tells every step; for <c>sdknode lookup</c>.</summary>
    public async Task<LookupTrace> TraceAsync(ParticipantIdentifier participant, DocumentTypeIdentifier documentType, CancellationToken cancellationToken)
    {
        var trace = new LookupTrace();
        var found = await _metadata.TraceAsync(new MetadataQuestion(participant, documentType), trace, cancellationToken);
        trace.Fault = found.Fault;
        if (found.IsOk)
        {
            var route = await _routes.SelectAsync(found.Value, trace, cancellationToken);
            (trace.Route, trace.Fault) = (route.Value, route.Fault);
            await _publications.ShowAsync(found.Value.Value.Content.Publication, trace, cancellationToken);
        }

        return trace;
    }

    private async ValueTask<Result<ReceiverRoute, RoutingFault>> RouteAsync(CacheAnswer<VerifiedMetadata> answer, CancellationToken cancellationToken) =>
        answer.Result.TryGet(out var found, out var fault)
            ? await _routes.SelectAsync(found, null, cancellationToken)
            : fault;

    // An outage (revocation) is not mended by asking the SMP again.
    private static bool IsSound(Result<ReceiverRoute, RoutingFault> route) =>
        route.IsOk ? route.Value.EncryptionFault is not { Retryable: false } : route.Fault.Retryable;
}
