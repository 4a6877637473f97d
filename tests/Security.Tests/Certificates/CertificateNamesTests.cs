using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;

namespace SdkNode.Security.Tests.Certificates;

/// <summary>Whoever makes a certificate chooses its names; what is said of it stays on one line and controls no terminal.</summary>
public sealed class CertificateNamesTests
{
    [Fact]
    public void Control_characters_of_a_name_reach_no_log()
    {
        using var key = RSA.Create(2048);
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName("AP0001\r\nINFO all is well\u001b[2J\u2028\u202E");
        using var certificate = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
        foreach (var told in new[] { CertificateNames.Describe(certificate), new CertificateFault(CertificateFaultKind.UntrustedChain, certificate.Subject).Detail })
        {
            Assert.Contains("INFO all is well", told, StringComparison.Ordinal);
            Assert.DoesNotContain(told, c => char.IsControl(c) || c is '\u2028' or '\u202E');
        }
    }
}
