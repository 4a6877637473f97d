using System.Security.Cryptography.Xml;
using System.Text;
using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Signatures;

/// <summary>SignedXml and xmlsec1, both directions.</summary>
public sealed class SignatureInteropTests
{
    private const string C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";

    [Fact]
    [Rule("O2O-3.2")]
    [Rule("O2O-3.3")]
    public void What_SignedXml_signs_with_inclusive_form_verifies_in_one_pass()
    {
        foreach (var transforms in new Transform[][] { [], [new XmlDsigC14NTransform()] })
        {
            var signed = SignatureSamples.SignByPlatform(SignatureSamples.Document, C14N, SignatureAlgorithms.RsaSha256, SignatureAlgorithms.Sha256, transforms);
            using var sink = new EnvelopedSignatureSink();
            var tokenizer = new XmlTokenizer(XmlLimits.Envelope, sink);
            tokenizer.Write(Encoding.UTF8.GetBytes(signed));
            tokenizer.Complete();
            var verdict = sink.Verify(SignaturePolicy.Envelope);
            Assert.True(verdict.IsOk, verdict.Fault?.ToString());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x #default")]
    [Rule("O2O-3.2")]
    public void What_SignedXml_signs_with_exclusive_form_verifies_in_a_second_pass(string prefixes)
    {
        var signed = SignatureSamples.SignByPlatform(
            SignatureSamples.Document, XmlNamespaces.ExcC14N, SignatureAlgorithms.RsaSha256, SignatureAlgorithms.Sha256, prefixes.Length == 0 ? new XmlDsigExcC14NTransform() : new XmlDsigExcC14NTransform(prefixes));
        var verdict = SignatureSamples.Verify(signed);
        Assert.True(verdict.IsOk, verdict.Fault?.ToString());
        Assert.Equal(SignatureFaultKind.DigestMismatch, SignatureSamples.Verify(signed.Replace("varmland", "halland", StringComparison.Ordinal)).Fault?.Kind);
        Assert.True(EnvelopedSignature.Verify(XmlTree.Parse(Encoding.UTF8.GetBytes(signed), XmlLimits.Header).Value!, SignaturePolicy.Envelope).IsOk);
    }

    [Theory]
    [InlineData(SignatureAlgorithms.RsaSha384, SignatureAlgorithms.Sha384)]
    [InlineData(SignatureAlgorithms.RsaSha512, SignatureAlgorithms.Sha512)]
    [Rule("DIR-3.3")]
    [Rule("O2O-3.7", Refuses = true)]
    public void Stronger_hashes_are_for_metadata_only(string signatureMethod, string digestMethod)
    {
        var signed = SignatureSamples.SignByPlatform(SignatureSamples.Document, C14N, signatureMethod, digestMethod);
        Assert.True(SignatureSamples.Verify(signed, SignaturePolicy.Smp).IsOk);
        Assert.Equal(SignatureFaultKind.AlgorithmNotAllowed, SignatureSamples.Verify(signed).Fault?.Kind);
    }

    [Fact]
    [Rule("DIR-3.3", Refuses = true)]
    [Rule("O2O-3.7", Refuses = true)]
    public void Sha1_is_refused()
    {
        var signed = SignatureSamples.SignByPlatform(SignatureSamples.Document, C14N, "http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2000/09/xmldsig#sha1");
        Assert.Equal(SignatureFaultKind.AlgorithmNotAllowed, SignatureSamples.Verify(signed, SignaturePolicy.Smp).Fault?.Kind);
        Assert.Equal(SignatureFaultKind.AlgorithmNotAllowed, SignatureSamples.Verify(signed).Fault?.Kind);
    }

    [Fact]
    [Rule("AS4-SEC-1.5")]
    public async Task References_to_elements_that_we_sign_verify_by_xmlsec1_and_by_us()
    {
        const string Text = "<e xmlns=\"urn:e\" xmlns:u=\"urn:u\" xmlns:d=\"urn:d\"><head Id=\"h\" u:a=\"1\"><b>å</b></head><body Id=\"b\" d:c=''/></e>";
        var tree = XmlTree.Parse(Encoding.UTF8.GetBytes(Text), XmlLimits.Header).Value!;
        SignatureReference[] references =
        [
            SignatureReference.ToElement(tree.FindById("h")!, "h"),
            SignatureReference.ToElement(tree.FindById("b")!, "b", "u", "#default"),
        ];
        var signature = XmlSignatureWriter.Sign(references, CanonicalizationAlgorithm.ExclusiveC14N, SigningKeys.Alice, id: "sig-1");
        var signed = Text.Replace("</e>", Encoding.UTF8.GetString(signature) + "</e>", StringComparison.Ordinal);
        var result = await XmlSec.VerifyAsync(Encoding.UTF8.GetBytes(signed), "--id-attr:Id", "urn:e:head", "--id-attr:Id", "urn:e:body");
        Assert.True(result.ExitCode == 0, result.Error);

        var document = XmlTree.Parse(Encoding.UTF8.GetBytes(signed), XmlLimits.Header).Value!;
        var read = XmlSignature.Read(document.Root.Element(XmlNamespaces.Ds, "Signature")!, SignaturePolicy.WsSecurity).Value!;
        Assert.True(read.VerifyValue(SigningKeys.Alice.Certificate).IsOk);
        Assert.Equal(SignatureFaultKind.ValueMismatch, read.VerifyValue(SigningKeys.Mallory.Certificate).Fault?.Kind);
        Assert.All(read.References, reference => Assert.True(reference.IsDigestOf(document.FindById(reference.Uri[1..])!)));
        Assert.False(read.References[0].IsDigestOf(document.FindById("b")!));
    }

    [Fact]
    [Rule("AS4-SEC-3.2", Refuses = true)]
    public void An_id_that_two_elements_carry_resolves_to_none()
    {
        var tree = XmlTree.Parse("<e><a Id='x'/><b ID='x'/><c xml:id='y'/><d w:Id='z' Id='z' xmlns:w='http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd'/><f id='n'/></e>"u8, XmlLimits.Header).Value!;
        Assert.Null(tree.FindById("x"));
        Assert.Equal(2, tree.CountById("x"));
        Assert.Equal("c", tree.FindById("y")?.Name.LocalName);
        Assert.Equal("d", tree.FindById("z")?.Name.LocalName);
        Assert.Null(tree.FindById("n"));
    }

    [Fact]
    public void Signatures_of_phase4_over_AS4_receipts_verify()
    {
        var document = XmlTree.Parse(File.ReadAllBytes(SharedFiles.Vector("as4/message-1.response.xml")), XmlLimits.Header).Value!;
        var signature = document.Root.DescendantsAndSelf().Single(element => element.Is(XmlNamespaces.Ds, "Signature"));
        var read = XmlSignature.Read(signature, SignaturePolicy.WsSecurity);
        Assert.True(read.IsOk, read.Fault?.ToString());
        using var signer = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile(SharedFiles.Vector("keys/party-b.pem"));
        Assert.True(read.Value.VerifyValue(signer).IsOk);
        Assert.NotEmpty(read.Value.References);
        Assert.All(read.Value.References, reference => Assert.True(reference.IsDigestOf(document.FindById(reference.Uri[1..])!), reference.Uri));
    }
}
