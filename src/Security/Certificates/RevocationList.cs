using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>A complete CRL that its issuer has signed; read by <see cref="RevocationListReader"/>.</summary>
internal sealed class RevocationList
{
    public required ReadOnlyMemory<byte> IssuerName { get; init; }

    public required DateTimeOffset ThisUpdate { get; init; }

    public required DateTimeOffset NextUpdate { get; init; }

    /// <summary>The revoked serial numbers (as <see cref="Key"/> writes them) and when they were revoked.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> Revoked { get; init; }

    /// <summary>What part of the issuer's certificates it is about.</summary>
    public required RevocationScope Scope { get; init; }

    /// <summary>A serial number in hexadecimal, whether or not a zero stands before it.</summary>
    public static string Key(ReadOnlySpan<byte> serial) => Convert.ToHexString(serial.TrimStart((byte)0));

    /// <summary>What the list says of a certificate of its issuer; null when the certificate is outside of its scope.</summary>
    public RevocationAnswer? Find(X509Certificate2 certificate, IReadOnlyList<Uri> points)
    {
        if (!Scope.Covers(certificate, points))
        {
            return null;
        }

        return Revoked.TryGetValue(Key(certificate.SerialNumberBytes.Span), out var time)
            ? new RevocationAnswer(RevocationState.Revoked, $"revoked {time:yyyy-MM-dd HH:mm} UTC, says the CRL of {ThisUpdate:yyyy-MM-dd HH:mm} UTC")
            : new RevocationAnswer(RevocationState.Good, $"not in the CRL of {ThisUpdate:yyyy-MM-dd HH:mm} UTC");
    }
}
