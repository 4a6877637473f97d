using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Trust;

namespace SdkNode.Node.Tests.Trust;

/// <summary>The fingerprints that docs/environments.md and the program know are those of the published certificates.</summary>
public sealed class FederationCertificateTests
{
    [Fact]
    public void Every_published_authority_is_known_by_its_own_name_and_fingerprint()
    {
        var page = File.ReadAllText(Path.Combine(SharedFiles.RepositoryRoot, "docs", "environments.md"));
        var authorities = 0;
        foreach (var file in Directory.GetFiles(SharedFiles.Official("certs")))
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
            if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault() is not { CertificateAuthority: true })
            {
                // The metadata's signers of their day: listed by name, trusted by nobody.
                Assert.Contains(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), page, StringComparison.Ordinal);
                continue;
            }

            authorities++;
            var fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
            var known = FederationCertificates.Find(fingerprint);
            Assert.True(known is not null, $"{Path.GetFileName(file)} {fingerprint} is not known.");
            Assert.Equal(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), known.Name);
            var row = $"| {known.Name} | {string.Join(", ", known.Purposes.Select(purpose => purpose.Name()))} | {string.Join(", ", known.Profiles)} | `{string.Join(':', fingerprint.Chunk(2).Select(pair => new string(pair)))}` |";
            Assert.Contains(row, page, StringComparison.Ordinal);
        }

        Assert.Equal(FederationCertificates.All.Count, authorities);
    }
}
