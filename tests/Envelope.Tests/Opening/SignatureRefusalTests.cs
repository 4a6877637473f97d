using System.Text;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.Sealing;
using SdkNode.Security.Signatures;

namespace SdkNode.Envelope.Opening;

/// <summary>O2O-1, O2O-3: what is not rightly signed is rejected, and there is no way to decrypt it, for only a verified envelope can be.</summary>
public sealed class SignatureRefusalTests
{
    public static TheoryData<string, string, string> Alterations => new()
    {
        { "the header is changed", "varmland.vardcentral<", "varmland.vardcentra1<" },
        { "the ciphertext is changed", "<xenc:CipherValue>", "<xenc:CipherValue> " },
        { "an attribute is added", "<xha:Header>", "<xha:Header xml:lang=\"sv\">" },
        { "the digest is changed", "<ds:DigestValue>", "<ds:DigestValue>AAAA" },
        { "the value is changed", "<ds:SignatureValue>", "<ds:SignatureValue>AAAA" },
        { "SHA-1 is named", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#rsa-sha1" },
        { "an XPath transform is named", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"></ds:Transform>", "http://www.w3.org/TR/1999/REC-xpath-19991116\"></ds:Transform>" },
        { "canonicalisation with comments is named", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"></ds:Transform>", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments\"></ds:Transform>" },
        { "the reference points elsewhere", "<ds:Reference URI=\"\">", "<ds:Reference URI=\"#a\">" },
        { "the certificate is left out", "<ds:X509Data><ds:X509Certificate>MII", "<ds:X509Data><ds:X509Certificate>AAA" },
    };

    [Theory]
    [MemberData(nameof(Alterations))]
    [Rule("O2O-1.2", Refuses = true)]
    [Rule("O2O-3.2", Refuses = true)]
    [Rule("O2O-3.5", Refuses = true)]
    [Rule("O2O-3.6", Refuses = true)]
    [Rule("O2O-3.7", Refuses = true)]
    [Rule("O2O-3.8", Refuses = true)]
    [Rule("RCPT-4.13", Refuses = true)]
    public async Task An_envelope_altered_after_signing_is_rejected(string what, string from, string to)
    {
        var text = Encoding.UTF8.GetString(await TestEnvelopes.SealedMessageAsync());
        var at = text.LastIndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, what);
        AssertRejected(await TestEnvelopes.VerifyAsync(Encoding.UTF8.GetBytes(text[..at] + to + text[(at + from.Length)..])));
    }

    [Fact]
    [Rule("O2O-3.4", Refuses = true)]
    [Rule("O2O-3.6", Refuses = true)]
    [Rule("XHE-10.2", Refuses = true)]
    public async Task A_signature_that_is_missing_repeated_or_not_last_is_rejected()
    {
        var text = Encoding.UTF8.GetString(await TestEnvelopes.SealedMessageAsync());
        var signature = TestEnvelopes.Signature().Match(text).Value;
        var unsigned = text.Replace(signature, "", StringComparison.Ordinal);
        AssertRejected(await VerifyAsync(unsigned));
        AssertRejected(await VerifyAsync(text.Replace(signature, signature + signature, StringComparison.Ordinal)));
    }

    [Fact]
    [Rule("O2O-3.4", Refuses = true)]
    public async Task A_signature_in_another_place_is_no_conforming_envelope()
    {
        var text = Encoding.UTF8.GetString(await TestEnvelopes.SealedMessageAsync());
        var signature = TestEnvelopes.Signature().Match(text).Value;
        var moved = text.Replace(signature, "", StringComparison.Ordinal).Replace("<xha:Payloads>", signature + "<xha:Payloads>", StringComparison.Ordinal);
        Assert.Equal(EnvelopeDisposition.NotCompliant, (await VerifyAsync(moved)).Fault!.Disposition);
    }

    [Fact]
    [Rule("XHE-10.2", Refuses = true)]
    [Rule("RCPT-4.14", Refuses = true)]
    public async Task A_message_in_clear_is_rejected_once_its_signature_is_right()
    {
        var plain = Encoding.UTF8.GetString(await TestEnvelopes.SealAsync(TestEnvelopes.PlainHeader, Encoding.UTF8.GetBytes(TestEnvelopes.Message), new SealingKeys()))
            .Replace("::tm-base<", "::tm-base-ext-sigenc<", StringComparison.Ordinal);
        var signed = await VerifyAsync(Encoding.UTF8.GetString(await TestEnvelopes.SignedAsync(plain)));
        Assert.Equal("XHE-10", AssertRejected(signed).Rules[0].RuleId);
        Assert.Equal("O2O-3", AssertRejected(await VerifyAsync(plain)).Rules[0].RuleId);
    }

    [Fact]
    [Rule("XHE-10.3", Refuses = true)]
    [Rule("RCPT-5", Refuses = true)]
    public async Task A_bad_receipt_is_never_answered()
    {
        var receipt = await TestEnvelopes.SealAsync(TestEnvelopes.ReceiptHeader, Encoding.UTF8.GetBytes("<receipt xmlns='urn:r'/>"), TestEnvelopes.ReceiptKeys);
        var unsigned = await VerifyAsync(TestEnvelopes.Signature().Replace(Encoding.UTF8.GetString(receipt), ""));
        Assert.Equal(EnvelopeDisposition.NoReceipt, unsigned.Fault!.Disposition);
        var encrypted = await TestEnvelopes.SealPlaintextAsync(TestEnvelopes.ReceiptHeader with { Encrypted = true }, "<receipt xmlns='urn:r'/>");
        var fault = (await TestEnvelopes.VerifyAsync(encrypted)).Fault!;
        Assert.Equal((EnvelopeDisposition.NoReceipt, "XHE-10"), (fault.Disposition, fault.Rules[0].RuleId));
    }

    [Fact]
    [Rule("RCPT-5", Refuses = true)]
    public async Task An_envelope_that_breaks_the_rules_or_is_cut_short_does_not_conform()
    {
        var text = Encoding.UTF8.GetString(await TestEnvelopes.SealedMessageAsync());
        Assert.Equal(EnvelopeDisposition.NotCompliant, (await VerifyAsync(text[..^5])).Fault!.Disposition);
        Assert.Equal(EnvelopeDisposition.NotCompliant, (await VerifyAsync(text.Replace("bdx:noprocess", "bdx:other", StringComparison.Ordinal))).Fault!.Disposition);
        Assert.Equal(EnvelopeDisposition.NotCompliant, (await VerifyAsync("<!DOCTYPE a>" + text[(text.IndexOf("?>", StringComparison.Ordinal) + 2)..])).Fault!.Disposition);
    }

    [Theory]
    [InlineData("http://www.w3.org/2006/12/xml-c14n11", "")]
    [InlineData("http://www.w3.org/2001/10/xml-exc-c14n#", "")]
    [InlineData("http://www.w3.org/2001/10/xml-exc-c14n#", "<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"xha x\"/>")]
    [Rule("O2O-3.2")]
    public async Task Every_canonicalisation_of_the_standard_is_accepted(string algorithm, string parameters)
    {
        var text = Encoding.UTF8.GetString(await TestEnvelopes.SealedMessageAsync());
        var template = $"""
            <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{algorithm}"/>
            <ds:SignatureMethod Algorithm="{SignatureAlgorithms.RsaSha256}"/><ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="{SignatureAlgorithms.EnvelopedSignature}"/>
            <ds:Transform Algorithm="{algorithm}">{parameters}</ds:Transform></ds:Transforms><ds:DigestMethod Algorithm="{SignatureAlgorithms.Sha256}"/><ds:DigestValue/></ds:Reference></ds:SignedInfo>
            <ds:SignatureValue/><ds:KeyInfo><ds:X509Data/></ds:KeyInfo></ds:Signature>
            """;
        using var folder = new TemporaryFolder();
        var certificate = folder.Pem("sender", TestKeys.Sender.Certificate);
        var key = folder.File("key.pem", Encoding.ASCII.GetBytes(TestKeys.Sender.PrivateKey.ExportPkcs8PrivateKeyPem()));
        var file = folder.File("envelope.xml", Encoding.UTF8.GetBytes(TestEnvelopes.Signature().Replace(text, template)));
        var result = await ExternalProgram.RunAsync("xmlsec1", ["--sign", "--privkey-pem", $"{key},{certificate}", file]);
        Assert.True(result.ExitCode == 0, result.Error);
        var (opened, payload) = await TestEnvelopes.OpenAsync(result.Output);
        Assert.True(opened.IsOk, opened.Fault?.Detail);
        Assert.Equal(TestEnvelopes.Message, Encoding.UTF8.GetString(payload));
    }

    private static Task<Security.Result<VerifiedEnvelope, EnvelopeFault>> VerifyAsync(string envelope) => TestEnvelopes.VerifyAsync(Encoding.UTF8.GetBytes(envelope));

    private static EnvelopeFault AssertRejected(Security.Result<VerifiedEnvelope, EnvelopeFault> verdict)
    {
        Assert.Null(verdict.Value);
        Assert.Equal(EnvelopeDisposition.Reject, verdict.Fault!.Disposition);
        Assert.Equal((LineCode.Signature, ReasonCode.Security), (verdict.Fault.Line!.Code, verdict.Fault.Line.Reason));
        Assert.Equal(TestEnvelopes.MessageHeader.Id, verdict.Fault.Header!.Id);
        return verdict.Fault;
    }
}
