namespace SdkNode.Routing.Tracing;

/// <summary>What an administrator can do about each kind of fault.</summary>
internal static class Remedies
{
    public static string For(RoutingFaultKind kind) => kind switch
    {
        RoutingFaultKind.NotRegistered => "Check the spelling of the participant and the environment's SML zone; if both are right, the participant is not registered in this federation environment: ask it, or its access point operator.",
        RoutingFaultKind.WrongService => "The participant's DNS registration is not one for an SMP; report it to the federation's operator.",
        RoutingFaultKind.UnsafeRegexp => "The participant's DNS registration is damaged; report it to the federation's operator.",
        RoutingFaultKind.NotHttp => "The participant's DNS registration does not name a web address; report it to the federation's operator.",
        RoutingFaultKind.DnsUnavailable => "Check the configured name servers and that this machine may reach them (UDP and TCP port 53). The node tries again by itself.",
        RoutingFaultKind.ServiceNotRegistered => "The participant does not receive this document type. Check the document type and the transport model; the participant registers it with its access point operator.",
        RoutingFaultKind.SmpUnavailable => "Check that this machine may reach the SMP (firewall, proxy, TLS trust). The node tries again by itself.",
        RoutingFaultKind.SmpRefused => "The SMP does not accept the question; report it to the federation's operator with the status shown.",
        RoutingFaultKind.Redirected => "The federation does not use redirection between SMPs; report it to the federation's operator.",
        RoutingFaultKind.MetadataTooLarge or RoutingFaultKind.MetadataMalformed => "The SMP's answer is damaged; report it to the federation's operator.",
        RoutingFaultKind.MetadataSignature => "The metadata has been altered or is not signed as the federation prescribes: do not trust it. Report it to the federation's operator.",
        RoutingFaultKind.MetadataSigner => "Check the environment's SMP trust anchors; if they are right, the answer does not come from the federation's SMP: report it.",
        RoutingFaultKind.RevocationUnavailable => "Check that this machine may reach the addresses of the CRL and OCSP services that the certificate names. The node tries again by itself.",
        RoutingFaultKind.WrongParticipant or RoutingFaultKind.WrongDocumentType => "The SMP answers another question than the one asked; report it to the federation's operator.",
        RoutingFaultKind.NoProcess or RoutingFaultKind.NoEndpoint => "The participant's registration lacks the process or transport profile; compare it with the environment's setting of transport profiles, else ask the participant's access point operator.",
        RoutingFaultKind.EndpointNotActive => "Ask the participant's access point operator for the dates of its registration, and check this machine's clock.",
        RoutingFaultKind.EndpointNotHttps => "The participant's access point must be registered with an https address; tell its operator.",
        RoutingFaultKind.AccessPointMalformed or RoutingFaultKind.AccessPointUntrusted => "The receiving access point's certificate cannot be used: tell its operator. If many receivers fail so, check the environment's AP trust anchors and issuing CA.",
        RoutingFaultKind.NoEncryptionCertificate => "The participant must publish a valid encryption certificate (CertPub); tell its access point operator.",
        RoutingFaultKind.NoSigningCertificate or RoutingFaultKind.SignerNotPublished => "The participant must publish the certificate that it signs with (CertPub); tell its access point operator.",
        RoutingFaultKind.SignerUntrusted => "The participant signs with a certificate that the federation does not accept; if many do, check the environment's O2O trust anchors.",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No remedy is written for this kind."),
    };
}
