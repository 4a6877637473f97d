using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;

namespace SdkNode.Security.Tests.Certificates;

/// <summary>The federation's real certificates, which DIGG publishes.</summary>
public sealed class FederationChainTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset In2023 = new(2023, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Accesspunkt_CA-OPEN-TEST.cer", "Rot_CA_eDelivery_Accesspunkt-TEST.cer")]
    [InlineData("Accesspunkt_CA-SDK-QA.cer", "Rot_CA_eDelivery_Accesspunkt_-_QA.cer")]
    [InlineData("Accesspunkt_CA-SDK-PROD.cer", "Rot_CA_eDelivery_Accesspunkt-PROD.cer")]
    [InlineData("sithseidfunctioncav1.cer", "sithseidrootcav2.cer")]
    [InlineData("testsithseidfunctioncav1.cer", "testsithseidrootcav2.cer")]
    [Rule("PKI-3")]
    [Rule("PKI-4")]
    public async Task An_issuing_authority_chains_to_its_root(string authority, string root)
    {
        var verdict = await VerifyAsync(authority, Now, CertificateUse.Any, root);
        Assert.True(verdict.IsTrusted, verdict.Fault?.Detail);
        Assert.Equal([Load(authority), Load(root)], verdict.Chain);
    }

    [Theory]
    [InlineData("SMP0001-OPEN-TEST.cer", "Rot_CA_eDelivery_SMP-TEST.cer")]
    [InlineData("SMP0001-SDK-QA.cer", "Rot_CA_eDelivery_SMP-QA.cer")]
    [InlineData("SMP0001-SDK-PROD.cer", "Rot_CA_eDelivery_SMP-PROD.cer")]
    [Rule("PKI-3")]
    public async Task A_metadata_signer_chains_to_its_root_while_it_is_valid(string signer, string root)
    {
        var verdict = await VerifyAsync(signer, In2023, CertificateUse.Signing, root);
        Assert.True(verdict.IsTrusted, verdict.Fault?.Detail);
        Assert.Equal(CertificateFaultKind.Expired, (await VerifyAsync(signer, Now, CertificateUse.Signing, root)).Fault?.Kind);
        Assert.Equal(CertificateFaultKind.NotYetValid, (await VerifyAsync(signer, In2023.AddYears(-2), CertificateUse.Signing, root)).Fault?.Kind);
    }

    [Theory]
    [InlineData("Accesspunkt_CA-SDK-QA.cer", "Rot_CA_eDelivery_Accesspunkt-PROD.cer")]
    [InlineData("Accesspunkt_CA-SDK-PROD.cer", "Rot_CA_eDelivery_Accesspunkt_-_QA.cer")]
    [InlineData("Accesspunkt_CA-OPEN-TEST.cer", "Rot_CA_eDelivery_Accesspunkt_-_QA.cer")]
    [InlineData("Accesspunkt_CA-SDK-QA.cer", "Rot_CA_eDelivery_SMP-QA.cer")]
    [InlineData("sithseidfunctioncav1.cer", "testsithseidrootcav2.cer")]
    [Rule("PKI-1", Refuses = true)]
    public async Task Another_environment_or_purpose_is_not_trusted(string authority, string root)
    {
        var verdict = await VerifyAsync(authority, Now, CertificateUse.Any, root);
        Assert.Equal((CertificateState.Rejected, CertificateFaultKind.UntrustedChain), (verdict.State, verdict.Fault!.Kind));
    }

    [Fact]
    [Rule("PKI-3")]
    public async Task The_vectors_chain_through_their_issuing_authorities()
    {
        var o2o = new TrustPolicy
        {
            Purpose = "O2O of the vectors",
            Anchors = [Vector("o2o-root")],
            Intermediates = [Vector("o2o-ca")],
            Use = CertificateUse.Signing,
        };
        Assert.True((await Verifier(Now.AddDays(1)).VerifyAsync(Vector("o2o-varmland"), o2o, TestContext.Current.CancellationToken)).IsTrusted);
        Assert.True((await Verifier(Now.AddDays(1)).VerifyAsync(Vector("o2o-kristinehamn"), o2o with { Use = CertificateUse.Encryption }, TestContext.Current.CancellationToken)).IsTrusted);
    }

    [Fact]
    [Rule("PKI-1", Refuses = true)]
    public async Task The_vectors_other_environment_is_not_trusted_even_when_it_sends_its_chain_along()
    {
        var ap = new TrustPolicy { Purpose = "AP of the vectors", Anchors = [Vector("ap-root")], Issuers = [Vector("ap-ca")], Use = CertificateUse.Signing };
        Assert.True((await Verifier(Now.AddDays(1)).VerifyAsync(Vector("party-a"), ap, TestContext.Current.CancellationToken)).IsTrusted);
        var wrong = await Verifier(Now.AddDays(1)).VerifyAsync(Vector("party-x"), ap, [Vector("other-ca"), Vector("other-root")], TestContext.Current.CancellationToken);
        Assert.Equal(CertificateFaultKind.WrongIssuer, wrong.Fault?.Kind);
        var anyIssuer = ap with { Issuers = [] };
        var untrusted = await Verifier(Now.AddDays(1)).VerifyAsync(Vector("party-x"), anyIssuer, [Vector("other-ca"), Vector("other-root")], TestContext.Current.CancellationToken);
        Assert.Equal(CertificateFaultKind.UntrustedChain, untrusted.Fault?.Kind);
    }

    private static ValueTask<CertificateVerdict> VerifyAsync(string file, DateTimeOffset now, CertificateUse use, string root) =>
        Verifier(now).VerifyAsync(
            Load(file),
            new TrustPolicy { Purpose = root, Anchors = [Load(root)], Use = use, Revocation = RevocationPolicy.Off },
            TestContext.Current.CancellationToken);

    private static CertificateVerifier Verifier(DateTimeOffset now)
    {
        var clock = new ManualClock(now);
        return new CertificateVerifier(new RevocationChecker(new HttpClient(), clock), clock);
    }

    private static X509Certificate2 Load(string file) => X509CertificateLoader.LoadCertificateFromFile(SharedFiles.Official("certs/" + file));

    private static X509Certificate2 Vector(string name) => X509CertificateLoader.LoadCertificateFromFile(SharedFiles.Vector($"keys/{name}.pem"));
}
