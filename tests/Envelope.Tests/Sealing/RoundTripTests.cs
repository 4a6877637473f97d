using System.Text;
using CsCheck;
using SdkNode.Envelope.Identifiers;
using SdkNode.Security.Encryption;

namespace SdkNode.Envelope.Sealing;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData(ContentCipher.Aes128Cbc, false)]
    [InlineData(ContentCipher.Aes256Cbc, false)]
    [InlineData(ContentCipher.Aes128Gcm, false)]
    [InlineData(ContentCipher.Aes256Gcm, false)]
    [InlineData(ContentCipher.Aes256Cbc, true)]
    [InlineData(ContentCipher.Aes256Gcm, true)]
    [Rule("O2O-2.5")]
    [Rule("O2O-2.6")]
    [Rule("XHE-10.2")]
    public async Task A_message_opens_to_what_was_sealed(ContentCipher cipher, bool newerTransport)
    {
        var keys = TestEnvelopes.MessageKeys with { Cipher = cipher, Transport = newerTransport ? KeyTransport.Oaep11Sha256 : KeyTransport.OaepMgf1p };
        var envelope = await TestEnvelopes.SealedMessageAsync(keys);
        var (opened, payload) = await TestEnvelopes.OpenAsync(envelope);
        Assert.True(opened.IsOk, opened.Fault?.Detail);
        Assert.Equal(TestEnvelopes.Message, Encoding.UTF8.GetString(payload));
        Assert.Equal(payload.Length, opened.Value.Length);
        Assert.Equal(TestEnvelopes.MessageHeader.PayloadTypeCode, opened.Value.RootName);
        Assert.Equal(TestEnvelopes.MessageHeader, opened.Value.Envelope.Header);
        Assert.Equal(TestKeys.Sender.Certificate.Thumbprint, opened.Value.Envelope.Signer!.Thumbprint);
        Assert.DoesNotContain("<m:message>", Encoding.UTF8.GetString(envelope), StringComparison.Ordinal);
    }

    [Fact]
    [Rule("O2O-1.1")]
    [Rule("O2O-2.1")]
    [Rule("O2O-2.2")]
    [Rule("O2O-3.1")]
    public async Task What_we_send_has_the_form_of_the_profile()
    {
        var text = Encoding.UTF8.GetString(await TestEnvelopes.SealedMessageAsync());
        Assert.Contains("<xenc:EncryptedData xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\" Type=\"http://www.w3.org/2001/04/xmlenc#Element\"><xenc:EncryptionMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#aes256-cbc\">", text, StringComparison.Ordinal);
        Assert.Contains("xmlenc#rsa-oaep-mgf1p", text, StringComparison.Ordinal);
        Assert.Contains(Convert.ToBase64String(TestKeys.Receiver.Certificate.RawData), text, StringComparison.Ordinal);
        Assert.Contains("<ds:Reference URI=\"\">", text, StringComparison.Ordinal);
        Assert.EndsWith("</ds:Signature></x:XHE>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n ", text, StringComparison.Ordinal);
    }

    [Fact]
    [Rule("XHE-10.3")]
    public async Task A_receipt_is_signed_and_not_encrypted()
    {
        const string Receipt = "<r:receipt xmlns:r=\"urn:r\">ACCEPTED</r:receipt>";
        var envelope = await TestEnvelopes.SealAsync(TestEnvelopes.ReceiptHeader, Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?>\n" + Receipt), TestEnvelopes.ReceiptKeys);
        Assert.DoesNotContain("EncryptedData", Encoding.UTF8.GetString(envelope), StringComparison.Ordinal);
        var (opened, payload) = await TestEnvelopes.OpenAsync(envelope);
        Assert.NotNull(opened.Value!.Envelope.Signer);
        Assert.Equal(Receipt, Encoding.UTF8.GetString(payload));
    }

    [Fact]
    [Rule("XHE-10.1")]
    public async Task Under_tm_base_nothing_is_signed_or_encrypted()
    {
        var envelope = await TestEnvelopes.SealAsync(TestEnvelopes.PlainHeader, Encoding.UTF8.GetBytes(TestEnvelopes.Message), new SealingKeys());
        Assert.DoesNotContain("Signature", Encoding.UTF8.GetString(envelope), StringComparison.Ordinal);
        var (opened, payload) = await TestEnvelopes.OpenAsync(envelope);
        Assert.Null(opened.Value!.Envelope.Signer);
        Assert.Equal(TestEnvelopes.Message, Encoding.UTF8.GetString(payload));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Rule("O2O-2.2")]
    public void Octets_of_any_length_come_back_as_they_were(bool isEncrypted) =>
        Gen.Select(Gen.Byte.Array[1, 200_000], Gen.Int[1, 70_000]).Sample(
            sample =>
            {
                var header = isEncrypted ? TestEnvelopes.OctetsHeader : TestEnvelopes.OctetsHeader with { DocumentType = new DocumentTypeIdentifier("urn:x:octets", TransportModel.Base), Encrypted = false };
                using var output = new MemoryStream();
                using var payload = new ShortReads(sample.Item1, sample.Item2);
                var done = EnvelopeSealer.SealAsync(header, payload, isEncrypted ? TestEnvelopes.MessageKeys : new SealingKeys(), output, CancellationToken.None).GetAwaiter().GetResult();
                Assert.True(done.IsOk, done.Fault?.Detail);
                var (opened, octets) = TestEnvelopes.OpenAsync(output.ToArray()).GetAwaiter().GetResult();
                return opened.IsOk && opened.Value.RootName is null && octets.AsSpan().SequenceEqual(sample.Item1);
            },
            iter: 20,
            threads: 1);

    [Fact]
    [Rule("MSG-14.2")]
    public void Xml_of_a_type_that_nobody_knows_comes_back_in_canonical_form() =>
        Gen.Select(Gen.String[Gen.Char["aå<&>\"\t \u20AC"], 0, 3000], Gen.Int[1, 5000]).Sample(
            sample =>
            {
                var header = TestEnvelopes.MessageHeader with { DocumentType = new DocumentTypeIdentifier("urn:x:order", TransportModel.BaseSigEnc), PayloadTypeCode = "Q{}order" };
                var xml = Encoding.UTF8.GetBytes($"\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><!-- c --><order b=\"2\" a='{System.Security.SecurityElement.Escape(sample.Item1)}'><x/><![CDATA[{sample.Item1}]]></order>\n<?p i?>");
                using var output = new MemoryStream();
                using var payload = new ShortReads(xml, sample.Item2);
                var done = EnvelopeSealer.SealAsync(header, payload, TestEnvelopes.MessageKeys, output, CancellationToken.None).GetAwaiter().GetResult();
                Assert.True(done.IsOk, done.Fault?.Detail);
                var (opened, octets) = TestEnvelopes.OpenAsync(output.ToArray()).GetAwaiter().GetResult();
                Assert.True(opened.IsOk, opened.Fault?.Detail);
                return octets.AsSpan().SequenceEqual(TestEnvelopes.Canonical(xml));
            },
            iter: 30,
            threads: 1);
}
