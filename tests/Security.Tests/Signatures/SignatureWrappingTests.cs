using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Signatures;

public sealed partial class SignatureWrappingTests
{
    [Fact]
    [Rule("O2O-3.4", Refuses = true)]
    public async Task A_document_without_its_signature_has_none() =>
        Assert.Equal(SignatureFaultKind.Missing, SignatureSamples.Verify(SignatureElement().Replace(await SignatureSamples.SignedAsync(), "")).Fault?.Kind);

    [Theory]
    [InlineData("<x:r ", "<evil>$</evil>", SignatureFaultKind.Missing)]
    [InlineData("<x:r ", "<x:r xmlns:x=\"urn:x\"><body>evil</body>$</x:r>", SignatureFaultKind.Missing)]
    [Rule("O2O-3.4", Refuses = true)]
    public async Task A_signed_document_inside_another_does_not_count(string begin, string wrap, SignatureFaultKind fault)
    {
        var signed = await SignatureSamples.SignedAsync();
        var inner = signed[signed.IndexOf(begin, StringComparison.Ordinal)..];
        Assert.Equal(fault, SignatureSamples.Verify(wrap.Replace("$", inner, StringComparison.Ordinal)).Fault?.Kind);
    }

    [Fact]
    [Rule("O2O-3.4", Refuses = true)]
    [Rule("DIR-3.4", Refuses = true)]
    public async Task A_signature_moved_to_a_document_with_other_content_fails()
    {
        var signed = await SignatureSamples.SignedAsync();
        var signature = SignatureElement().Match(signed).Value;
        Assert.Equal(SignatureFaultKind.DigestMismatch, SignatureSamples.Verify($"<x:r xmlns:x=\"urn:x\"><body>evil</body>{signature}</x:r>").Fault?.Kind);
        var original = signed.Replace(signature, "", StringComparison.Ordinal);
        original = original[original.IndexOf("<x:r", StringComparison.Ordinal)..];
        Assert.Equal(SignatureFaultKind.DigestMismatch, SignatureSamples.Verify($"<x:r xmlns:x=\"urn:x\"><body>evil</body><old>{original}</old>{signature}</x:r>").Fault?.Kind);
    }

    [Theory]
    [InlineData("</x:r>", "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"></ds:Signature></x:r>")]
    [InlineData("<head", "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"></ds:Signature><head")]
    [InlineData("</x:r>", "<after></after></x:r>")]
    [InlineData("</x:r>", "after</x:r>")]
    [InlineData("</x:r>", "<?after?></x:r>")]
    [InlineData("</x:r>", "<![CDATA[after]]></x:r>")]
    [Rule("O2O-3.4", Refuses = true)]
    public async Task A_second_signature_or_anything_after_the_first_is_refused(string find, string replace)
    {
        var changed = (await SignatureSamples.SignedAsync()).Replace(find, replace, StringComparison.Ordinal);
        Assert.Equal(SignatureFaultKind.Malformed, SignatureSamples.Verify(changed).Fault?.Kind);
    }

    [Fact]
    public async Task A_signature_that_never_ends_is_refused_in_bounded_memory()
    {
        var large = "<ds:Object>" + new string('A', 3_000_000) + "</ds:Object>";
        var changed = (await SignatureSamples.SignedAsync()).Replace("</ds:KeyInfo>", "</ds:KeyInfo>" + large, StringComparison.Ordinal);
        Assert.Equal("The ds:Signature is too large.", SignatureSamples.Verify(changed).Fault?.Detail);
    }

    [Fact]
    [Rule("O2O-3.4")]
    public async Task A_signature_inside_the_content_is_content()
    {
        var inner = await SignatureSamples.SignedAsync();
        inner = inner[inner.IndexOf("<x:r", StringComparison.Ordinal)..];
        var outer = await EnvelopedSignature.SignAsync(Encoding.UTF8.GetBytes($"<e><payload>{inner}</payload></e>"), SigningKeys.Mallory, EnvelopedForm.Bare, TestContext.Current.CancellationToken);
        var verdict = SignatureSamples.Verify(outer, SignaturePolicy.Envelope);
        Assert.Equal(SigningKeys.Mallory.Certificate, verdict.Value?.Signer);
    }

    [Fact]
    [Rule("O2O-3.1", Refuses = true)]
    public async Task Another_certificate_in_KeyInfo_does_not_verify()
    {
        var signed = await SignatureSamples.SignedAsync();
        var other = signed.Replace(Convert.ToBase64String(SigningKeys.Alice.Certificate.RawData), Convert.ToBase64String(SigningKeys.Mallory.Certificate.RawData), StringComparison.Ordinal);
        Assert.Equal(SignatureFaultKind.ValueMismatch, SignatureSamples.Verify(other).Fault?.Kind);
        var none = signed.Replace("<ds:X509Certificate>", "<ds:X509Certificate>AAAA", StringComparison.Ordinal);
        Assert.Equal(SignatureFaultKind.CertificateMissing, SignatureSamples.Verify(none).Fault?.Kind);
    }

    [Fact]
    [Rule("O2O-3.8", Refuses = true)]
    public async Task No_flipped_bit_survives_unless_the_document_means_the_same()
    {
        var signed = Encoding.UTF8.GetBytes(await SignatureSamples.SignedAsync());
        var canonical = Canonical(signed);
        Gen.Select(Gen.Int[0, signed.Length - 1], Gen.Int[0, 7]).Sample(
            (at, bit) =>
            {
                var changed = (byte[])signed.Clone();
                changed[at] ^= (byte)(1 << bit);
                if (Judge(changed) is { IsOk: true })
                {
                    // What verifies is the same document: a changed comment, declaration or white space in Base64.
                    Assert.Equal(Meaning(canonical), Meaning(Canonical(changed)));
                }
            },
            iter: 4000);
    }

    private static Result<VerifiedEnvelopedSignature, SignatureFault> Judge(byte[] document)
    {
        try
        {
            return SignatureSamples.Verify(document, SignaturePolicy.Envelope);
        }
        catch (XmlRejectedException)
        {
            return new SignatureFault(SignatureFaultKind.Malformed, "The XML is refused.");
        }
    }

    private static string Canonical(byte[] document)
    {
        using var output = new MemoryStream();
        Canonicalizer.Write(XmlTree.Parse(document, XmlLimits.Header).Value!.Root, CanonicalizationAlgorithm.InclusiveC14N10, null, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>The certificate in KeyInfo is not signed itself, but it must hold the key that verifies.</summary>
    private static string Meaning(string canonical) => CertificateElement().Replace(canonical, "");

    [GeneratedRegex("<ds:Signature .*</ds:Signature>", RegexOptions.Singleline)]
    private static partial Regex SignatureElement();

    [GeneratedRegex("<ds:X509Certificate>.*</ds:X509Certificate>", RegexOptions.Singleline)]
    private static partial Regex CertificateElement();
}
