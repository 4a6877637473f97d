using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using SdkNode.Node.Clients;
using SdkNode.Node.Tests.Api.Authorization;

namespace SdkNode.Node.Tests.Clients;

/// <summary>The public keys of clients as admins give them.</summary>
public sealed class ClientKeySetTests
{
    [Fact]
    public void A_PEM_key_a_certificate_a_JWK_and_a_JWKS_give_the_same_key()
    {
        using var rsa = RSA.Create(2048);
        rsa.ImportFromPem(TestKey.First.PrivatePem);
        var request = new CertificateRequest("CN=case-system", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        string[] texts =
        [
            TestKey.First.PublicPem,
            "Here it is:\r\n" + TestKey.First.PublicPem.ReplaceLineEndings("\r\n"),
            rsa.ExportRSAPublicKeyPem(),
            certificate.ExportCertificatePem(),
            TestKey.First.Jwk().ToJsonString(),
            Set(TestKey.First.Jwk()),
        ];
        var kid = Assert.Single(texts.Select(text => Assert.Single(Read(text).Keys).Kid).Distinct());
        Assert.Equal(43, kid.Length);
        Assert.Equal(kid, Assert.Single(ClientKeySet.OfRow(Read(texts[0]).ToJson()).Keys).Kid);
    }

    [Theory]
    [InlineData("nistP256")]
    [InlineData("nistP384")]
    [InlineData("nistP521")]
    public void Keys_on_the_allowed_curves_are_taken(string curve)
    {
        using var key = TestKey.Curve(ECCurve.CreateFromFriendlyName(curve));
        Assert.Equal(Assert.Single(Read(key.PublicPem).Keys).Kid, Assert.Single(Read(key.Jwk().ToJsonString()).Keys).Kid);
    }

    [Fact]
    public void A_kid_of_a_JWKS_is_kept_and_keys_for_encryption_are_left_out()
    {
        var encryption = TestKey.Second.Jwk("enc");
        encryption["use"] = "enc";
        Assert.Equal("mine", Assert.Single(Read(Set(TestKey.First.Jwk("mine"), encryption)).Keys).Kid);
    }

    [Fact]
    public void A_private_key_is_refused_in_every_form_and_its_numbers_are_told_to_nobody()
    {
        using var rsa = RSA.Create(2048);
        var numbers = rsa.ExportParameters(true);
        var jwk = TestKey.First.Jwk();
        jwk["d"] = Convert.ToBase64String(numbers.D!);
        string[] texts =
        [
            rsa.ExportPkcs8PrivateKeyPem(),
            rsa.ExportRSAPrivateKeyPem(),
            rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)),
            TestKey.First.PublicPem + "\n" + rsa.ExportPkcs8PrivateKeyPem(),
            jwk.ToJsonString(),
            Set(TestKey.Second.Jwk(), jwk),
            """{"kty":"oct","k":"c2VjcmV0"}""",
        ];
        Assert.All(texts, text =>
        {
            var fault = Refuse(text);
            Assert.Contains("private key", fault, StringComparison.Ordinal);
            Assert.Contains("Nothing was stored", fault, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(numbers.D!)[..20], fault, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void What_is_no_sound_key_is_refused_with_the_reason()
    {
        using var small = TestKey.Rsa(1024);
        using var curve = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        var symmetric = TestKey.First.Jwk();
        symmetric["alg"] = "HS256";
        var offCurve = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = "AQ", ["y"] = "AQ" };
        Assert.Contains("1024 bits", Refuse(small.PublicPem), StringComparison.Ordinal);
        Assert.Contains("1024 bits", Refuse(small.Jwk().ToJsonString()), StringComparison.Ordinal);
        Assert.Contains("curve", Refuse(curve.ExportSubjectPublicKeyInfoPem()), StringComparison.Ordinal);
        Assert.Contains("HS256", Refuse(symmetric.ToJsonString()), StringComparison.Ordinal);
        Assert.Contains("not those of a key", Refuse(offCurve.ToJsonString()), StringComparison.Ordinal);
        Assert.Contains("type", Refuse("""{"kty":"OKP","crv":"Ed25519","x":"AQ"}"""), StringComparison.Ordinal);
        Assert.Contains("not JSON", Refuse("{"), StringComparison.Ordinal);
        Assert.Contains("CERTIFICATE REQUEST", Refuse(TestKey.First.PublicPem.Replace("PUBLIC KEY", "CERTIFICATE REQUEST", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.All(["", "ssh-rsa AAAA", "{}", """{"keys":[]}""", """{"keys":[1]}""", """{"keys":7}""", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"], text => Refuse(text));
        Refuse(new string('x', ClientKeySet.MaxLength + 1));
        Refuse(Set(TestKey.First.Jwk("same"), TestKey.Second.Jwk("same")));
    }

    private static string Set(params JsonObject[] keys) => new JsonObject { ["keys"] = new JsonArray(keys) }.ToJsonString();

    private static ClientKeySet Read(string text)
    {
        Assert.True(ClientKeySet.Read(text).TryGet(out var keys, out var fault), fault?.Detail);
        return keys;
    }

    private static string Refuse(string text)
    {
        Assert.False(ClientKeySet.Read(text).TryGet(out _, out var fault));
        return fault.Detail;
    }
}
