using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Administration;
using SdkNode.Node.Configuration;
using SdkNode.Security;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Trust;

/// <summary>Looks whether the certificates of a file are authorities that fit an environment and a purpose; it says nothing of whether they are genuine.</summary>
internal static class TrustFile
{
    /// <summary>The authorities of a file, in its order.</summary>
    /// <param name="wish">What an administrator wants to trust.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="verifier">Judges chains.</param>
    /// <param name="development">Whether development authorities are accepted.</param>
    /// <param name="cancellationToken">Ends the judgement.</param>
    public static async Task<Result<IReadOnlyList<TrustedAuthority>, DeskFault>> ReadAsync(
        TrustWish wish, EnvironmentSetup environment, TrustPurpose purpose, CertificateVerifier verifier, bool development, CancellationToken cancellationToken)
    {
        if (!CertificateFiles.Read(wish.FileName, wish.Content).TryGet(out var certificates, out var unreadable))
        {
            return new DeskFault(unreadable.Detail, "Give the certificate file as the federation publishes it (PEM or DER).");
        }

        var authorities = new List<TrustedAuthority>();
        foreach (var certificate in certificates)
        {
            if (Fault(certificate, environment, purpose, verifier.Clock.GetUtcNow(), development) is { } fault)
            {
                return fault;
            }

            authorities.Add(new TrustedAuthority(certificate, wish.AsAnchor || IsRoot(certificate)));
        }

        return await HomelessAsync(authorities, environment, purpose, verifier, cancellationToken) is { } homeless
            ? new DeskFault(
                $"{homeless.Certificate.Subject} is issued by {homeless.Certificate.Issuer}, which is no trust anchor of {environment.Name} {purpose.Name()}.",
                "Import its root first, or say --anchor where its root is not to be had: then chains end with it.")
            : authorities;
    }

    private static DeskFault? Fault(X509Certificate2 certificate, EnvironmentSetup environment, TrustPurpose purpose, DateTimeOffset now, bool development)
    {
        if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault() is not { CertificateAuthority: true })
        {
            return new DeskFault($"{certificate.Subject} is no certificate of an authority.", "Import the authority that issued it.");
        }

        if (now > CertificateNames.ValidTo(certificate) || now < CertificateNames.ValidFrom(certificate))
        {
            return new DeskFault($"{CertificateNames.Describe(certificate)} is not valid today.", "Download the one that is in use now, or check this machine's clock.");
        }

        if (!development && DevelopmentCertificates.IsDevelopmentCertificate(certificate))
        {
            return new DeskFault($"{certificate.Subject} is an authority for development, which anybody can make.", "Import the federation's own; development authorities are refused in Production.");
        }

        return Misplaced(certificate, environment, purpose);
    }

    // The federation's authorities have names that differ in one word: what is known to belong elsewhere is not taken here.
    private static DeskFault? Misplaced(X509Certificate2 certificate, EnvironmentSetup environment, TrustPurpose purpose)
    {
        if (FederationCertificates.Find(certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256)) is not { } known)
        {
            return null;
        }

        if (!known.Purposes.Contains(purpose))
        {
            return new DeskFault($"{known.Name} is for {string.Join(" and ", known.Purposes.Select(place => place.Name()))}, not for {purpose.Name()}.", "Each purpose has authorities of its own (PKI-1): docs/environments.md.");
        }

        return environment.Options.Profile is { } profile && !known.Profiles.Contains(profile)
            ? new DeskFault($"{known.Name} belongs to {string.Join(" and ", known.Profiles)}, and {environment.Name} is of the profile {profile}.", "Each environment has authorities of its own: docs/environments.md.")
            : null;
    }

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    // Every issuer must lead to an anchor, of the file itself or trusted already; else it would serve nothing, and nobody would see why.
    private static async Task<TrustedAuthority?> HomelessAsync(List<TrustedAuthority> authorities, EnvironmentSetup environment, TrustPurpose purpose, CertificateVerifier verifier, CancellationToken cancellationToken)
    {
        var trusted = environment.Trust.Live(purpose).Current;
        var policy = new TrustPolicy
        {
            Purpose = purpose.Name(),
            Anchors = [.. trusted.Anchors, .. authorities.Where(authority => authority.IsAnchor).Select(authority => authority.Certificate)],
            Intermediates = [.. trusted.Issuers, .. authorities.Where(authority => !authority.IsAnchor).Select(authority => authority.Certificate)],
            Revocation = RevocationPolicy.Off,
        };
        foreach (var authority in authorities.Where(authority => !authority.IsAnchor))
        {
            if ((await verifier.VerifyAsync(authority.Certificate, policy, cancellationToken)).State != CertificateState.Trusted)
            {
                return authority;
            }
        }

        return null;
    }
}
