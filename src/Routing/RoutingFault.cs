using SdkNode.Routing.Tracing;

namespace SdkNode.Routing;

/// <summary>Why a receiver could not be found or a publication not be used. Every step of DIR-1 to DIR-5 has its own kinds.</summary>
public enum RoutingFaultKind
{
    /// <summary>DIR-1: the DNS has no name or no NAPTR record for the participant.</summary>
    NotRegistered,

    /// <summary>DIR-1: the participant has NAPTR records, but none with flag U and service Meta:SMP.</summary>
    WrongService,

    /// <summary>DIR-1: the record's regexp is not one that may be applied.</summary>
    UnsafeRegexp,

    /// <summary>DIR-1: what the regexp gives is not a usable http or https URL.</summary>
    NotHttp,

    /// <summary>DIR-1, outage: no name server answered, or the answer was a server failure.</summary>
    DnsUnavailable,

    /// <summary>DIR-2: the SMP answers 404: the participant is not registered for the document type.</summary>
    ServiceNotRegistered,

    /// <summary>DIR-2, outage: the SMP cannot be reached, does not answer in time, fails in TLS or answers 5xx or 429.</summary>
    SmpUnavailable,

    /// <summary>DIR-2: the SMP answers with another status than 200 and 404 that trying again does not mend.</summary>
    SmpRefused,

    /// <summary>DIR-2: the SMP refers to another one, by HTTP redirect or Redirect element, which this federation does not use.</summary>
    Redirected,

    /// <summary>DIR-2: the answer is larger than the limit.</summary>
    MetadataTooLarge,

    /// <summary>DIR-2: the answer is not well-formed SMP 1.0 metadata.</summary>
    MetadataMalformed,

    /// <summary>DIR-3: the metadata's signature is missing, not of the accepted form or does not verify.</summary>
    MetadataSignature,

    /// <summary>DIR-3: the metadata is signed by a certificate that the environment does not trust as SMP.</summary>
    MetadataSigner,

    /// <summary>PKI, outage: revocation of a certificate cannot be told because neither CRL nor OCSP can be reached.</summary>
    RevocationUnavailable,

    /// <summary>DIR-4: the metadata is about another participant than the one asked for.</summary>
    WrongParticipant,

    /// <summary>DIR-4: the metadata is about another document type than the one asked for.</summary>
    WrongDocumentType,

    /// <summary>DIR-4: the metadata does not offer the federation's process.</summary>
    NoProcess,

    /// <summary>DIR-4: no endpoint has a transport profile that the environment accepts.</summary>
    NoEndpoint,

    /// <summary>DIR-4: the endpoint is not active yet, or no longer.</summary>
    EndpointNotActive,

    /// <summary>AS4-SEC-5: the endpoint is not an https URL.</summary>
    EndpointNotHttps,

    /// <summary>DIR-4: the endpoint's certificate cannot be read.</summary>
    AccessPointMalformed,

    /// <summary>DIR-4: the receiving access point's certificate is not trusted: chain, issuing CA, validity or revocation.</summary>
    AccessPointUntrusted,

    /// <summary>DIR-5: no usable encryption certificate is published.</summary>
    NoEncryptionCertificate,

    /// <summary>DIR-5: no usable signing certificate is published.</summary>
    NoSigningCertificate,

    /// <summary>O2O-4: the signer's certificate is not one of those that the participant publishes.</summary>
    SignerNotPublished,

    /// <summary>O2O-4: the signer's certificate is not trusted: chain, validity or revocation.</summary>
    SignerUntrusted,
}

/// <summary>Why a look-up gave nothing to use.</summary>
/// <param name="Kind">Which step refused, and for what cause.</param>
/// <param name="Detail">What happened, for an administrator: what was asked, of whom, and what the answer was.</param>
/// <param name="Retryable">True for an outage: the same question may get an answer later. False for a definite answer (O2O-4).</param>
public sealed record RoutingFault(RoutingFaultKind Kind, string Detail, bool Retryable)
{
    /// <summary>What an administrator can do about it.</summary>
    public string Remedy => Remedies.For(Kind);

    /// <summary>A definite answer: trying again does not help until somebody has changed a registration or a setting.</summary>
    internal static RoutingFault Definite(RoutingFaultKind kind, string detail) => new(kind, detail, false);

    /// <summary>An outage: nobody has said no; try again.</summary>
    internal static RoutingFault Outage(RoutingFaultKind kind, string detail) => new(kind, detail, true);
}
