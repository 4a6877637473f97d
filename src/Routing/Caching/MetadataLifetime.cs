using System.Security.Cryptography.X509Certificates;
using SdkNode.Routing.Smp;
using SdkNode.Security.Certificates;

namespace SdkNode.Routing.Caching;

/// <summary>DIR-6: how long verified metadata may be kept.</summary>
internal static class MetadataLifetime
{
    /// <summary>The configured time, or the next moment at which an endpoint begins or ends or a certificate in it ends, whichever comes first.</summary>
    public static DateTimeOffset EndOf(VerifiedMetadata metadata, DateTimeOffset now, TimeSpan cacheTime) =>
        Moments(metadata).Where(moment => moment > now).Append(now + cacheTime).Min();

    private static IEnumerable<DateTimeOffset> Moments(VerifiedMetadata metadata)
    {
        var (content, dates) = (metadata.Content, metadata.Content.Endpoints.SelectMany(endpoint => new[] { endpoint.Activation, endpoint.Expiration }));
        var certificates = content.Publication.Signing
            .Concat(content.Publication.Encryption)
            .Concat(content.Endpoints.Select(endpoint => endpoint.Certificate).OfType<X509Certificate2>())
            .Append(metadata.Signer);
        return dates.OfType<DateTimeOffset>().Concat(certificates.Select(CertificateNames.ValidTo));
    }
}
