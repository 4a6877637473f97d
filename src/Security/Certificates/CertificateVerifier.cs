using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>
/// Verifies certificates against a <see cref="TrustPolicy"/> and nothing else: the machine's own trust store is never consulted
/// (PKI-2). Safe to use from several threads at once; one for the whole node.
/// </summary>
public sealed class CertificateVerifier
{
    private readonly RevocationChecker _revocation;
    private readonly TimeProvider _clock;
    private readonly PathCache _paths = new();

    /// <summary>Makes a verifier.</summary>
    /// <param name="revocation">Tells whether certificates are revoked.</param>
    /// <param name="clock">The time at which certificates must be valid.</param>
    public CertificateVerifier(RevocationChecker revocation, TimeProvider clock) => (_revocation, _clock) = (revocation, clock);

    /// <summary>What is remembered of CRLs and OCSP, and how fresh it is.</summary>
    public IReadOnlyList<KeptStatus> KeptStatuses => _revocation.Kept();

    /// <summary>The time at which certificates must be valid.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>Verifies a certificate at the present time.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="policy">Whom to trust, and for what.</param>
    /// <param name="cancellationToken">Ends the revocation look-up.</param>
    public ValueTask<CertificateVerdict> VerifyAsync(X509Certificate2 certificate, TrustPolicy policy, CancellationToken cancellationToken) =>
        VerifyAsync(certificate, policy, [], cancellationToken);

    /// <summary>Verifies a certificate at the present time, with certificates that a peer sent along as possible intermediates.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="policy">Whom to trust, and for what.</param>
    /// <param name="intermediates">Certificates that may stand in the chain; they gain no trust by being here.</param>
    /// <param name="cancellationToken">Ends the revocation look-up.</param>
    public async ValueTask<CertificateVerdict> VerifyAsync(
        X509Certificate2 certificate,
        TrustPolicy policy,
        IReadOnlyCollection<X509Certificate2> intermediates,
        CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();

        // 1. The certificate's own time.
        if (CertificateProfile.CheckTime(certificate, now) is { } outOfTime)
        {
            return Reject(outOfTime, []);
        }

        // 2. What does not change: key, usage, policies, issuer, chain. An issuer that has run out may have a successor.
        var known = _paths.Of(policy);
        if (!known.TryGet(certificate, out var issuers) || CheckTime(issuers, now) is not null)
        {
            if (!FindPath(certificate, policy, intermediates, now).TryGet(out var path, out var fault))
            {
                return Reject(fault, []);
            }

            issuers = known.Add(certificate, path.Skip(1));
        }

        // 3. The issuers' time.
        X509Certificate2[] chain = [certificate, .. issuers];
        if (CheckTime(issuers, now) is { } issuerOutOfTime)
        {
            return Reject(issuerOutOfTime, chain);
        }

        // 4. Revocation, for which the chain's addresses may be believed by now.
        return policy.Revocation == RevocationPolicy.Off ? Trust(chain, []) : await CheckRevocationAsync(chain, policy, cancellationToken);
    }

    private static Result<List<X509Certificate2>, CertificateFault> FindPath(
        X509Certificate2 certificate, TrustPolicy policy, IReadOnlyCollection<X509Certificate2> intermediates, DateTimeOffset now)
    {
        var mustBeRsa = policy.Use is not (CertificateUse.TlsClient or CertificateUse.TlsServer);
        var fault = CertificateProfile.CheckStrength(certificate, policy, isAnchor: false, mustBeRsa)
            ?? CertificateProfile.CheckUse(certificate, policy.Use)
            ?? CertificateProfile.CheckPolicies(certificate, policy.RequiredPolicyOids)
            ?? CheckIssuer(certificate, policy);
        if (fault is not null || !CertificatePath.Find(certificate, policy, intermediates, now).TryGet(out var path, out fault))
        {
            return fault;
        }

        for (var i = 1; i < path.Count && fault is null; i++)
        {
            fault = CertificateProfile.CheckStrength(path[i], policy, isAnchor: i == path.Count - 1, mustBeRsa: false);
        }

        return fault is null ? path : fault;
    }

    private static CertificateFault? CheckTime(X509Certificate2[] issuers, DateTimeOffset now) =>
        issuers.Select(issuer => CertificateProfile.CheckTime(issuer, now)).FirstOrDefault(fault => fault is not null);

    // DIR-4, AS4-SEC-4: issued by one of the named authorities, and not merely by some authority under the same root.
    private static CertificateFault? CheckIssuer(X509Certificate2 certificate, TrustPolicy policy)
    {
        try
        {
            return policy.Issuers.Count == 0 || policy.Issuers.Any(issuer => SignedAsn.IsIssuedBy(certificate, issuer))
                ? null
                : new CertificateFault(
                    CertificateFaultKind.WrongIssuer,
                    $"{certificate.Subject} is issued by {certificate.Issuer}; for {policy.Purpose} the issuer must be {string.Join(" or ", policy.Issuers.Select(issuer => issuer.Subject))}.");
        }
        catch (AsnContentException)
        {
            return new CertificateFault(CertificateFaultKind.Malformed, $"{certificate.Subject} is no certificate in DER.");
        }
    }

    // The anchor is trusted for being configured; each certificate below it is checked with its issuer.
    private async ValueTask<CertificateVerdict> CheckRevocationAsync(X509Certificate2[] chain, TrustPolicy policy, CancellationToken cancellationToken)
    {
        var checks = new Task<RevocationAnswer>[chain.Length - 1];
        for (var i = 0; i < checks.Length; i++)
        {
            checks[i] = _revocation.CheckAsync(chain[i], chain[i + 1], cancellationToken).AsTask();
        }

        var answers = await Task.WhenAll(checks);
        var revoked = Array.FindIndex(answers, answer => answer.State == RevocationState.Revoked);
        if (revoked >= 0)
        {
            return Reject(new CertificateFault(CertificateFaultKind.Revoked, $"{chain[revoked].Subject} is {answers[revoked].Detail}."), chain);
        }

        var unknown = Array.FindIndex(answers, answer => answer.State == RevocationState.Unknown);
        if (unknown < 0)
        {
            return Trust(chain, []);
        }

        var detail = $"Nobody tells whether {chain[unknown].Subject} is revoked: {answers[unknown].Detail}.";
        return policy.Revocation == RevocationPolicy.Soft
            ? Trust(chain, [detail])
            : new CertificateVerdict(CertificateState.Undetermined, new CertificateFault(CertificateFaultKind.RevocationUnknown, detail), chain, []);
    }

    private static CertificateVerdict Reject(CertificateFault fault, IReadOnlyList<X509Certificate2> chain) => new(CertificateState.Rejected, fault, chain, []);

    private static CertificateVerdict Trust(X509Certificate2[] chain, IReadOnlyList<string> warnings) => new(CertificateState.Trusted, null, chain, warnings);
}
