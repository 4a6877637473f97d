using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store.Rows;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Trust;

/// <summary>A trusted authority as an administrator sees it.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Purpose">What it is trusted for, as <see cref="TrustPurposes"/> names it.</param>
/// <param name="Role"><c>anchor</c>: chains may end with it; <c>issuer</c>: it issues below an anchor.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="ValidTo">Until when it is valid.</param>
/// <param name="Fingerprint">Its SHA-256 fingerprint.</param>
/// <param name="Source"><c>settings</c>, <c>store</c> or <c>file</c>.</param>
/// <param name="Known">What the federation publishes it as; null where it publishes no such certificate.</param>
/// <param name="AddedAt">When it was taken in.</param>
/// <param name="AddedBy">Who did.</param>
internal sealed record TrustLine(
    string Environment, string Purpose, string Role, string Subject, DateTimeOffset ValidTo, string Fingerprint, string Source, string? Known, DateTimeOffset? AddedAt, string? AddedBy)
{
    /// <summary>All that count: by environment and purpose, anchors first.</summary>
    public static IReadOnlyList<TrustLine> All(NodeSetup setup, IReadOnlyList<TrustRow> rows) =>
    [
        .. from environment in setup.Environments
           from purpose in TrustPurposes.All
           from line in environment.Trust.Settings(purpose).Select(authority => Of(environment.Name, purpose, authority, "settings", null))
               .Concat(rows.Where(row => row.Environment == environment.Name && row.Purpose == purpose).Select(Of))
               .OrderBy(line => line.Role, StringComparer.Ordinal)
           select line,
    ];

    /// <summary>One authority of a file, before it is trusted.</summary>
    public static TrustLine Of(string environment, TrustPurpose purpose, TrustedAuthority authority, string source, TrustRow? row)
    {
        var fingerprint = authority.Certificate.GetCertHashString(HashAlgorithmName.SHA256);
        var known = FederationCertificates.Find(fingerprint) is { } found ? $"{found.Name} ({string.Join(", ", found.Profiles)})" : null;
        return new TrustLine(
            environment, purpose.Name(), authority.IsAnchor ? "anchor" : "issuer", authority.Certificate.Subject, CertificateNames.ValidTo(authority.Certificate), fingerprint, source, known, row?.AddedAt, row?.AddedBy);
    }

    private static TrustLine Of(TrustRow row)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(row.Certificate);
        return Of(row.Environment, row.Purpose, new TrustedAuthority(certificate, row.IsAnchor), "store", row);
    }
}
