using System.Text;
using SdkNode.Envelope.Sealing;
using SdkNode.Security.Certificates;

namespace SdkNode.Envelope.Opening;

/// <summary>Envelopes that other implementations made.</summary>
public sealed class VectorTests
{
    [Fact]
    [Rule("O2O-2.1")]
    [Rule("O2O-3.1")]
    public async Task A_message_by_xmlsec1_opens_to_its_payload()
    {
        var envelope = await File.ReadAllBytesAsync(SharedFiles.Vector("xhe/message-1.xhe.xml"), TestContext.Current.CancellationToken);
        using var ours = KeyPair.Load(SharedFiles.Vector("keys/o2o-varmland.p12"), "changeit").Value!;
        var verified = await TestEnvelopes.VerifyAsync(envelope);
        Assert.True(verified.IsOk, verified.Fault?.Detail);
        using var output = new MemoryStream();
        var opened = await EnvelopeOpener.DecryptAsync(
            verified.Value,
            new MemoryStream(envelope),
            certificate => certificate.Thumbprint == ours.Certificate.Thumbprint ? ours.PrivateKey : null,
            output,
            TestContext.Current.CancellationToken);
        Assert.True(opened.IsOk, opened.Fault?.Detail);
        var payload = await File.ReadAllBytesAsync(SharedFiles.Vector("xhe/message-1.payload.xml"), TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.GetString(TestEnvelopes.Canonical(payload)), Encoding.UTF8.GetString(output.ToArray()));
        Assert.Contains("kristinehamn", CertificateNames.Describe(verified.Value.Signer!), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Rule("XHE-10.3")]
    public async Task A_receipt_by_xmlsec1_opens_to_a_document_that_stands_alone()
    {
        var (opened, payload) = await TestEnvelopes.OpenAsync(await File.ReadAllBytesAsync(SharedFiles.Vector("xhe/receipt-1.xhe.xml"), TestContext.Current.CancellationToken));
        Assert.True(opened.IsOk, opened.Fault?.Detail);
        Assert.EndsWith("}ApplicationResponse", opened.Value.RootName, StringComparison.Ordinal);
        Assert.Equal(payload, TestEnvelopes.Canonical(payload));
    }

    [Theory]
    [InlineData("as4_xhe_encrypted.xml", null)]
    [InlineData("XHE-tm-base-ext-sigenc.xml", null)]
    [InlineData("xhe_unencrypted.xml", "XHE-10")]
    [InlineData("xhe_encrypted_payload.xml", "O2O-3")]
    [InlineData("xhe_unencrypted_payload.xml", "O2O-3")]
    [Rule("O2O-5.1")]
    [Rule("O2O-5.1", Refuses = true)]
    [Rule("O2O-3.3")]
    [Rule("RCPT-4.14", Refuses = true)]
    public async Task The_official_envelopes_are_what_their_description_says(string file, string? brokenRule)
    {
        // The one that is signed and not encrypted has a right signature: it fails on what comes after.
        var verdict = await TestEnvelopes.VerifyAsync(await File.ReadAllBytesAsync(SharedFiles.Official("samples/xhe/" + file), TestContext.Current.CancellationToken));
        Assert.Equal(brokenRule, verdict.Fault?.Rules[0].RuleId);
        Assert.Equal(brokenRule is null ? null : EnvelopeDisposition.Reject, verdict.Fault?.Disposition);
    }
}
