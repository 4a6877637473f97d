using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Signatures;

/// <summary>Documents that others signed: the official samples and the vectors (O2O-5).</summary>
public sealed class EnvelopedVectorTests
{
    [Theory]
    [InlineData("as4_xhe_encrypted.xml")]
    [InlineData("xhe_unencrypted.xml")]
    [InlineData("XHE-tm-base-ext-sigenc.xml")]
    [Rule("O2O-5.1")]
    [Rule("O2O-3.1")]
    public void Official_envelopes_that_are_intact_verify(string file)
    {
        var signature = Verify(SharedFiles.Official("samples/xhe/" + file), SignaturePolicy.Envelope);
        Assert.True(signature.IsOk, signature.Fault?.ToString());
    }

    [Theory]
    [InlineData("xhe_encrypted_payload.xml")]
    [InlineData("xhe_unencrypted_payload.xml")]
    [Rule("O2O-5.1", Refuses = true)]
    [Rule("O2O-3.8", Refuses = true)]
    public void Official_envelopes_that_were_indented_after_signing_fail(string file) =>
        Assert.Equal(SignatureFaultKind.DigestMismatch, Verify(SharedFiles.Official("samples/xhe/" + file), SignaturePolicy.Envelope).Fault?.Kind);

    [Theory]
    [InlineData("XHE-tm-base.xml")]
    [InlineData("XHE-NonXML-tm-base.xml")]
    public void Official_envelopes_without_signature_have_none(string file) =>
        Assert.Equal(SignatureFaultKind.Missing, Verify(SharedFiles.Official("samples/xhe/" + file), SignaturePolicy.Envelope).Fault?.Kind);

    [Theory]
    [InlineData("message-1.xhe.xml")]
    [InlineData("receipt-1.xhe.xml")]
    [Rule("O2O-3.1")]
    public void Envelopes_signed_by_xmlsec1_verify(string file)
    {
        var signature = Verify(SharedFiles.Vector("xhe/" + file), SignaturePolicy.Envelope);
        Assert.True(signature.IsOk, signature.Fault?.ToString());
    }

    [Theory]
    [InlineData("varmland-message.xml", null)]
    [InlineData("varmland-receipt.xml", null)]
    [InlineData("kristinehamn-receipt.xml", null)]
    [InlineData("NEGATIVE-endpoint-changed.xml", SignatureFaultKind.DigestMismatch)]
    [Rule("DIR-3.1")]
    [Rule("DIR-3.4", Refuses = true)]
    public void Service_metadata_signed_by_xmlsec1_verify_unless_changed(string file, SignatureFaultKind? fault) =>
        Assert.Equal(fault, Verify(SharedFiles.Vector("smp/" + file), SignaturePolicy.Smp).Fault?.Kind);

    private static Result<VerifiedEnvelopedSignature, SignatureFault> Verify(string path, SignaturePolicy policy)
    {
        var tree = XmlTree.Parse(File.ReadAllBytes(path), XmlLimits.Header);
        Assert.True(tree.IsOk, tree.Fault?.ToString());

        // Streamed in small chunks and from the tree: the same verdict.
        using var sink = new EnvelopedSignatureSink();
        var tokenizer = new XmlTokenizer(XmlLimits.Envelope, sink);
        foreach (var chunk in File.ReadAllBytes(path).Chunk(777))
        {
            tokenizer.Write(chunk);
        }

        tokenizer.Complete();
        var streamed = sink.Verify(policy);
        var verdict = EnvelopedSignature.Verify(tree.Value, policy);
        if (streamed.Fault?.Kind != SignatureFaultKind.OtherDigestPlan)
        {
            Assert.Equal(verdict.Fault?.Kind, streamed.Fault?.Kind);
        }

        return verdict;
    }
}
