using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>
/// Finds the chain from a certificate to an anchor. Only the anchors that it is given end a chain: the machine's roots have no
/// part in it, and nothing is downloaded (PKI-2).
/// </summary>
internal static class CertificatePath
{
    // What validity says is checked apart, for a fault of its own; an anchor that is no root ends a chain that is partial.
    private const X509ChainStatusFlags NotOurs =
        X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    /// <summary>Builds the chain.</summary>
    /// <returns>The certificate first and the anchor last, or why there is none.</returns>
    public static Result<List<X509Certificate2>, CertificateFault> Find(
        X509Certificate2 certificate,
        TrustPolicy policy,
        IReadOnlyCollection<X509Certificate2> intermediates,
        DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.LocalDateTime;
        chain.ChainPolicy.CustomTrustStore.AddRange(policy.Anchors.ToArray());
        chain.ChainPolicy.ExtraStore.AddRange(policy.Anchors.Concat(policy.Issuers).Concat(policy.Intermediates).Concat(intermediates).ToArray());

        // The verdict is made from the elements: a chain is as good as the part below the first anchor.
        chain.Build(certificate);
        var path = new List<X509Certificate2>();
        foreach (var element in chain.ChainElements)
        {
            path.Add(element.Certificate);
            var faults = element.ChainElementStatus.Where(status => (status.Status & ~NotOurs) != 0).ToList();
            if (faults.Count > 0)
            {
                var why = string.Join(" ", faults.Select(fault => $"{fault.Status}: {fault.StatusInformation.Trim()}"));
                return Untrusted($"{element.Certificate.Subject} in the chain of {certificate.Subject}: {why}");
            }

            if (policy.Anchors.Any(anchor => anchor.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span)))
            {
                return path;
            }
        }

        return Untrusted($"{path[^1].Subject}, issued by {path[^1].Issuer}, leads to no anchor of {policy.Purpose}");
    }

    private static CertificateFault Untrusted(string detail) => new(CertificateFaultKind.UntrustedChain, detail + ".");
}
