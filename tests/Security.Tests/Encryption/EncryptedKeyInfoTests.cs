using SdkNode.Security.Encryption;

namespace SdkNode.Security.Tests.Encryption;

public sealed class EncryptedKeyInfoTests
{
    private const string Namespaces = "xmlns:xenc='http://www.w3.org/2001/04/xmlenc#' xmlns:xenc11='http://www.w3.org/2009/xmlenc11#' xmlns:ds='http://www.w3.org/2000/09/xmldsig#'";
    private const string Method = "<xenc:EncryptionMethod Algorithm='http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p'/>";
    private const string Data = "<xenc:CipherData><xenc:CipherValue> QUJD\nREVG </xenc:CipherValue></xenc:CipherData>";

    [Fact]
    public void What_is_written_is_read()
    {
        var xml = EncryptedKeyDocuments.Write(writer => EncryptedKeyWriter.Write(
            writer, KeyTransport.Oaep11Sha256, [1, 2, 3], keyInfo => keyInfo.WriteElementString("name", "urn:x", "someone"), "EK-1", ["ED-1", "ED-2"]));
        var key = EncryptedKeyInfo.Read(EncryptedKeyDocuments.Parse(xml).Root, EncryptionPolicy.As4).Value!;
        Assert.Equal(KeyTransport.Oaep11Sha256, key.Transport);
        Assert.Equal("EK-1", key.Id);
        Assert.Equal([1, 2, 3], key.CipherValue.ToArray());
        Assert.Equal("someone", key.KeyInfo?.Element("urn:x", "name")?.Text);
        Assert.Equal(["ED-1", "ED-2"], key.DataReferences);
    }

    [Fact]
    public void The_method_is_written_in_full_in_the_order_of_the_standard()
    {
        var xml = EncryptedKeyDocuments.Write(writer => EncryptedKeyWriter.Write(writer, KeyTransport.Oaep11Sha256, [1], null));
        Assert.Contains(
            "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" /><xenc11:MGF Algorithm=\"http://www.w3.org/2009/xmlenc11#mgf1sha256\"",
            xml,
            StringComparison.Ordinal);
        Assert.DoesNotContain("MGF", EncryptedKeyDocuments.Write(writer => EncryptedKeyWriter.Write(writer, KeyTransport.OaepMgf1p, [1], null)), StringComparison.Ordinal);
    }

    [Fact]
    public void Unnamed_hashes_are_sha1_and_an_empty_label_is_none()
    {
        Assert.Equal(KeyTransport.OaepMgf1p, Read(Method + Data).Value!.Transport);
        Assert.Equal("QUJDREVG", Convert.ToBase64String(Read(Method + Data).Value!.CipherValue.Span));
        var explicitly = WithMethod("rsa-oaep-mgf1p", "<xenc:OAEPparams/><ds:DigestMethod Algorithm='http://www.w3.org/2000/09/xmldsig#sha1'/>");
        Assert.Equal(KeyTransport.OaepMgf1p, Read(explicitly).Value!.Transport);
    }

    [Theory]
    [InlineData("rsa-1_5", "")]
    [InlineData("kw-aes256", "")]
    [InlineData("rsa-oaep-mgf1p", "<ds:DigestMethod Algorithm='http://www.w3.org/2001/04/xmldsig-more#md5'/>")]
    [InlineData("rsa-oaep-mgf1p", "<ds:DigestMethod/>")]
    [InlineData("rsa-oaep-mgf1p", "<xenc11:MGF Algorithm='http://www.w3.org/2009/xmlenc11#mgf1md5'/>")]
    [InlineData("rsa-oaep-mgf1p", "<xenc:OAEPparams>9lWu3Q==</xenc:OAEPparams>")]
    [InlineData("rsa-oaep-mgf1p", "<other xmlns='urn:x'/>")]
    [Rule("O2O-2.5", Refuses = true)]
    public void Other_algorithms_are_refused(string algorithm, string parameters) =>
        Assert.Equal(DecryptionFaultKind.AlgorithmNotAllowed, Read(WithMethod(algorithm, parameters)).Fault?.Kind);

    [Theory]
    [InlineData("")]
    [InlineData(Data)]
    [InlineData(Method)]
    [InlineData(Method + Method + Data)]
    [InlineData(Method + Data + Data)]
    [InlineData(Method + Data + "<xenc:EncryptedData/>")]
    [InlineData(Method + Data + "<other xmlns='urn:x'/>")]
    [InlineData(Method + "<xenc:CipherData/>")]
    [InlineData(Method + "<xenc:CipherData><xenc:CipherReference URI='http://example.org/'/></xenc:CipherData>")]
    [InlineData(Method + "<xenc:CipherData><xenc:CipherValue/></xenc:CipherData>")]
    [InlineData(Method + "<xenc:CipherData><xenc:CipherValue>no*base64</xenc:CipherValue></xenc:CipherData>")]
    [InlineData(Method + Data + "<xenc:ReferenceList><xenc:KeyReference URI='#x'/></xenc:ReferenceList>")]
    [InlineData(Method + Data + "<xenc:ReferenceList><xenc:DataReference URI='#'/></xenc:ReferenceList>")]
    [InlineData(Method + Data + "<xenc:ReferenceList><xenc:DataReference URI='http://example.org/#x'/></xenc:ReferenceList>")]
    public void What_the_standard_does_not_say_is_refused(string content) =>
        Assert.Equal(DecryptionFaultKind.Malformed, Read(content).Fault?.Kind);

    [Fact]
    public void A_method_that_names_a_digest_twice_is_refused()
    {
        const string digest = "<ds:DigestMethod Algorithm='http://www.w3.org/2001/04/xmlenc#sha256'/>";
        Assert.Equal(DecryptionFaultKind.Malformed, Read(WithMethod("rsa-oaep-mgf1p", digest + digest)).Fault?.Kind);
    }

    [Fact]
    [Rule("AS4-SEC-2.4")]
    public void Access_points_accept_both_forms_of_oaep_with_sha256()
    {
        const string digest = "<ds:DigestMethod Algorithm='http://www.w3.org/2001/04/xmlenc#sha256'/>";
        const string mask = "<xenc11:MGF Algorithm='http://www.w3.org/2009/xmlenc11#mgf1sha256'/>";
        Assert.True(EncryptionPolicy.As4.Allows(ContentCipher.Aes256Gcm));
        foreach (var method in new[] { WithMethod("rsa-oaep-mgf1p", digest), WithMethod("rsa-oaep-mgf1p", digest + mask), WithNewMethod(digest + mask), WithNewMethod(digest) })
        {
            Assert.True(Read(method, EncryptionPolicy.As4).IsOk);
        }
    }

    [Fact]
    [Rule("AS4-SEC-2.4", Refuses = true)]
    public void Access_points_refuse_cbc_and_sha1()
    {
        Assert.False(EncryptionPolicy.As4.Allows(ContentCipher.Aes128Cbc));
        Assert.False(EncryptionPolicy.As4.Allows(ContentCipher.Aes256Cbc));
        Assert.Equal(DecryptionFaultKind.AlgorithmNotAllowed, Read(Method + Data, EncryptionPolicy.As4).Fault?.Kind);
        Assert.Equal(DecryptionFaultKind.AlgorithmNotAllowed, ReadCipher("xmlenc#aes256-cbc", EncryptionPolicy.As4)?.Kind);
    }

    [Fact]
    [Rule("O2O-2.5")]
    public void The_ciphers_of_the_policy_are_read()
    {
        Assert.Null(ReadCipher("xmlenc#aes256-cbc", EncryptionPolicy.Envelope));
        Assert.Null(ReadCipher("xmlenc#aes128-cbc", EncryptionPolicy.Envelope));
        Assert.Equal(DecryptionFaultKind.AlgorithmNotAllowed, ReadCipher("xmlenc#tripledes-cbc", EncryptionPolicy.Envelope)?.Kind);
        var twice = EncryptedKeyDocuments.Parse($"<xenc:EncryptedData {Namespaces}>{Method}{Method}</xenc:EncryptedData>").Root;
        Assert.Equal(DecryptionFaultKind.Malformed, EncryptionPolicy.Envelope.ReadCipher(twice, out _)?.Kind);
        Assert.All(Enum.GetValues<ContentCipher>(), cipher => Assert.Equal(cipher, ContentCiphers.FromUri(cipher.ToUri())));
    }

    private static string WithMethod(string algorithm, string parameters) =>
        $"<xenc:EncryptionMethod Algorithm='http://www.w3.org/2001/04/xmlenc#{algorithm}'>{parameters}</xenc:EncryptionMethod>{Data}";

    private static string WithNewMethod(string parameters) =>
        $"<xenc:EncryptionMethod Algorithm='http://www.w3.org/2009/xmlenc11#rsa-oaep'>{parameters}</xenc:EncryptionMethod>{Data}";

    private static Result<EncryptedKeyInfo, DecryptionFault> Read(string content, EncryptionPolicy? policy = null) =>
        EncryptedKeyInfo.Read(EncryptedKeyDocuments.Parse($"<xenc:EncryptedKey {Namespaces}>{content}</xenc:EncryptedKey>").Root, policy ?? EncryptionPolicy.Envelope);

    private static DecryptionFault? ReadCipher(string algorithm, EncryptionPolicy policy)
    {
        var method = $"<xenc:EncryptionMethod Algorithm='http://www.w3.org/2001/04/{algorithm}'/>";
        return policy.ReadCipher(EncryptedKeyDocuments.Parse($"<xenc:EncryptedData {Namespaces}>{method}</xenc:EncryptedData>").Root, out _);
    }
}
