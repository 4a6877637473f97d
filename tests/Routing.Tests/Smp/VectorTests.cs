using System.Security.Cryptography.X509Certificates;
using SdkNode.Routing.Smp;
using SdkNode.Security;
using SdkNode.Security.Certificates;
using SdkNode.Security.Xml;

namespace SdkNode.Routing.Tests.Smp;

/// <summary>Metadata made by another implementation (xmlsec1).</summary>
public sealed class VectorTests
{
    // Inside the validity of the vectors' certificates, which name no revocation services.
    private static readonly ManualClock Clock = new(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory, Rule("DIR-3.1"), Rule("DIR-3.5"), Rule("DIR-4.4"), Rule("DIR-5.1")]
    [InlineData("varmland-message.xml", "0203:regionvarmland.example", "AP0002-VECTORS")]
    [InlineData("varmland-receipt.xml", "0203:regionvarmland.example", "AP0002-VECTORS")]
    [InlineData("kristinehamn-receipt.xml", "0203:kristinehamn.example", "AP0001-VECTORS")]
    public async Task The_metadata_of_others_verifies_and_is_read(string file, string participant, string accessPoint)
    {
        var metadata = (await VerifyAsync(File.ReadAllBytes(SharedFiles.Vector($"smp/{file}")))).Value!;

        Assert.Equal("SMP0001-VECTORS", CertificateNames.CommonName(metadata.Signer));
        Assert.Equal(participant, metadata.Content.Participant.Value);
        Assert.Single(metadata.Content.Publication.Signing);
        Assert.Single(metadata.Content.Publication.Encryption);
        var certificate = Assert.Single(metadata.Content.Endpoints).Certificate!;
        Assert.Equal(accessPoint, CertificateNames.CommonName(certificate));
        Assert.True((await Verifier().VerifyAsync(certificate, Trust("ap-root.pem") with { Issuers = [Key("ap-ca.pem")] }, TestContext.Current.CancellationToken)).IsTrusted);
    }

    [Fact, Rule("DIR-3.4", Refuses = true)]
    public async Task The_metadata_of_others_with_its_endpoint_changed_is_refused() => Assert.Equal(
        RoutingFaultKind.MetadataSignature,
        (await VerifyAsync(File.ReadAllBytes(SharedFiles.Vector("smp/NEGATIVE-endpoint-changed.xml")))).Fault!.Kind);

    [Fact, Rule("DIR-3.4", Refuses = true)]
    public async Task Every_changed_octet_of_the_content_is_noticed()
    {
        var original = File.ReadAllBytes(SharedFiles.Vector("smp/varmland-message.xml"));
        var end = original.AsSpan().IndexOf("<ds:Signature"u8);
        for (var at = 60; at < end; at += 97)
        {
            var changed = (byte[])original.Clone();
            changed[at] ^= 1;
            Assert.False((await VerifyAsync(changed)).IsOk);
        }
    }

    [Fact, Rule("DIR-3.5", Refuses = true)]
    public async Task The_metadata_of_others_under_another_root_is_refused() => Assert.Equal(
        RoutingFaultKind.MetadataSigner,
        (await VerifyAsync(File.ReadAllBytes(SharedFiles.Vector("smp/varmland-message.xml")), "ap-root.pem")).Fault!.Kind);

    private static async Task<Result<VerifiedMetadata, RoutingFault>> VerifyAsync(byte[] document, string root = "smp-root.pem")
    {
        var tree = XmlTree.Parse(document, XmlLimits.Header);
        if (!tree.IsOk)
        {
            return RoutingFault.Definite(RoutingFaultKind.MetadataMalformed, tree.Fault.Detail);
        }

        var environment = new RoutingEnvironment { SmlZone = "zone.example", SmpTrust = Trust(root), ApTrust = Trust("ap-root.pem"), O2OTrust = Trust("o2o-root.pem") };
        return await new MetadataVerifier(environment, Verifier()).VerifyAsync(tree.Value, null, TestContext.Current.CancellationToken);
    }

    private static CertificateVerifier Verifier() => new(new RevocationChecker(new HttpClient(), Clock), Clock);

    private static TrustPolicy Trust(string root) => new() { Purpose = "vectors", Anchors = [Key(root)], Revocation = RevocationPolicy.Off };

    private static X509Certificate2 Key(string file) => X509CertificateLoader.LoadCertificateFromFile(SharedFiles.Vector($"keys/{file}"));
}
