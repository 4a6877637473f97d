using SdkNode.Security.Signatures;

namespace SdkNode.Security.Tests.Signatures;

/// <summary>What is refused although the mathematics may be right: each change is signed again with the sender's own key.</summary>
public sealed class SignatureStructureTests
{
    private const string Sha1Digest = "http://www.w3.org/2000/09/xmldsig#sha1";
    private const string Transform = "<ds:Transform Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"></ds:Transform>";

    public static TheoryData<string, string, SignatureFaultKind> Changes => new()
    {
        { "xmldsig-more#rsa-sha256", "xmldsig-more#hmac-sha256", SignatureFaultKind.AlgorithmNotAllowed },
        { SignatureAlgorithms.RsaSha256, "http://www.w3.org/2000/09/xmldsig#rsa-sha1", SignatureFaultKind.AlgorithmNotAllowed },
        { SignatureAlgorithms.RsaSha256, SignatureAlgorithms.RsaSha512, SignatureFaultKind.AlgorithmNotAllowed },
        { SignatureAlgorithms.Sha256, Sha1Digest, SignatureFaultKind.AlgorithmNotAllowed },
        { SignatureAlgorithms.Sha256, "http://www.w3.org/2001/04/xmldsig-more#md5", SignatureFaultKind.AlgorithmNotAllowed },
        { "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\">", "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments\">", SignatureFaultKind.AlgorithmNotAllowed },
        { "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\">", "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\">", SignatureFaultKind.AlgorithmNotAllowed },
        { Transform, "<ds:Transform Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments\"></ds:Transform>", SignatureFaultKind.ReferenceNotAllowed },
        { Transform, "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>1</ds:XPath></ds:Transform>", SignatureFaultKind.Malformed },
        { Transform, "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"></ds:Transform>", SignatureFaultKind.ReferenceNotAllowed },
        { Transform, "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"></ds:Transform>", SignatureFaultKind.ReferenceNotAllowed },
        { Transform, "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#base64\"></ds:Transform>", SignatureFaultKind.ReferenceNotAllowed },
        { Transform, "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform>", SignatureFaultKind.ReferenceNotAllowed },
        { Transform, Transform + Transform, SignatureFaultKind.ReferenceNotAllowed },
        { "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform>", "", SignatureFaultKind.ReferenceNotAllowed },
        { "URI=\"\"", "URI=\"#1\"", SignatureFaultKind.ReferenceNotAllowed },
        { "URI=\"\"", "URI=\"http://example.org/\"", SignatureFaultKind.ReferenceNotAllowed },
        { "URI=\"\"", "URI=\"#xpointer(/)\"", SignatureFaultKind.ReferenceNotAllowed },
        { " URI=\"\"", "", SignatureFaultKind.ReferenceNotAllowed },
        { "</ds:Reference>", "</ds:Reference><ds:Reference URI=\"#1\"><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"></ds:DigestMethod><ds:DigestValue>AA==</ds:DigestValue></ds:Reference>", SignatureFaultKind.ReferenceNotAllowed },
        { "</ds:SignedInfo>", "text</ds:SignedInfo>", SignatureFaultKind.Malformed },
        { "</ds:SignedInfo>", "<extra></extra></ds:SignedInfo>", SignatureFaultKind.Malformed },
        { "</ds:SignedInfo>", "<?pi?></ds:SignedInfo>", SignatureFaultKind.Malformed },
        { "</ds:KeyInfo>", "</ds:KeyInfo><ds:Object></ds:Object>", SignatureFaultKind.Malformed },
        { "</ds:KeyInfo>", "</ds:KeyInfo><ds:KeyInfo></ds:KeyInfo>", SignatureFaultKind.Malformed },
        { "<ds:SignedInfo>", "<ds:Object></ds:Object><ds:SignedInfo>", SignatureFaultKind.Malformed },
        { "<ds:SignedInfo>", "<ds:SignedInfo onclick=\"x\">", SignatureFaultKind.Malformed },
        { "<ds:Reference ", "<ds:Reference x:more=\"\" ", SignatureFaultKind.Malformed },
        { "rsa-sha256\"></ds:SignatureMethod>", "rsa-sha256\"><ds:HMACOutputLength>8</ds:HMACOutputLength></ds:SignatureMethod>", SignatureFaultKind.Malformed },
        { "<ds:DigestValue>", "<ds:DigestValue>!", SignatureFaultKind.Malformed },
        { "<ds:DigestValue>", "<ds:DigestValue><x></x>", SignatureFaultKind.Malformed },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    [Rule("O2O-3.1", Refuses = true)]
    [Rule("O2O-3.2", Refuses = true)]
    [Rule("O2O-3.4", Refuses = true)]
    [Rule("O2O-3.5", Refuses = true)]
    [Rule("O2O-3.7", Refuses = true)]
    [Rule("AS4-SEC-3.4", Refuses = true)]
    public async Task Anything_beyond_the_profile_is_refused_before_it_is_evaluated(string find, string replace, SignatureFaultKind fault)
    {
        var signed = await SignatureSamples.SignedAsync();
        Assert.Contains(find, signed, StringComparison.Ordinal);
        var changed = SignatureSamples.Resign(signed.Replace(find, replace, StringComparison.Ordinal));
        Assert.Equal(fault, SignatureSamples.Verify(changed).Fault?.Kind);
    }

    [Theory]
    [InlineData("<ds:SignedInfo>", "<ds:SignedInfo i:type=\"x\" xml:lang=\"sv\" Id=\"si\">")]
    [InlineData("<ds:SignedInfo>", "\n  <ds:SignedInfo>\r\n ")]
    [InlineData("<ds:SignedInfo>", "<!-- comment --><ds:SignedInfo>")]
    [InlineData("http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"></ds:Transform>", "http://www.w3.org/2006/12/xml-c14n11\"></ds:Transform>")]
    [InlineData(Transform, "")]
    [Rule("O2O-3.2")]
    [Rule("O2O-3.3")]
    public async Task What_XML_Signature_lets_senders_choose_is_accepted(string find, string replace)
    {
        var changed = SignatureSamples.Resign((await SignatureSamples.SignedAsync()).Replace(find, replace, StringComparison.Ordinal));
        var verdict = SignatureSamples.Verify(changed);
        Assert.True(verdict.IsOk, verdict.Fault?.ToString());
    }

    [Fact]
    [Rule("DIR-3.2")]
    [Rule("DIR-3.2", Refuses = true)]
    public async Task An_extra_canonicalisation_in_metadata_is_a_setting()
    {
        var signed = await SignatureSamples.SignedAsync();
        Assert.True(SignatureSamples.Verify(signed, SignaturePolicy.Smp).IsOk);
        Assert.Equal(SignatureFaultKind.ReferenceNotAllowed, SignatureSamples.Verify(signed, SignaturePolicy.Smp with { MaxTransforms = 1 }).Fault?.Kind);
    }
}
