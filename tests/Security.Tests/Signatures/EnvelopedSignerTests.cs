using System.Text;
using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Signatures;

public sealed class EnvelopedSignerTests
{
    [Theory]
    [InlineData("<r/>")]
    [InlineData("<r xml:lang='sv' xmlns='urn:a' xmlns:b='urn:b'><b:c d='1'> x </b:c></r>")]
    [InlineData("\uFEFF<?xml version='1.0' encoding='utf-8'?>\n<?before?>\n<p:r xmlns:p='urn:p'>åäö &#13; <![CDATA[<x>]]><!-- c --></p:r>\n<?after it?>")]
    [Rule("O2O-3.1")]
    [Rule("O2O-3.3")]
    [Rule("DIR-3.1")]
    public async Task What_we_sign_verifies_by_us_and_by_xmlsec1(string document)
    {
        foreach (var form in Enum.GetValues<EnvelopedForm>())
        {
            var signed = await EnvelopedSignature.SignAsync(Encoding.UTF8.GetBytes(document), SigningKeys.Alice, form, TestContext.Current.CancellationToken);
            var verdict = EnvelopedSignature.Verify(XmlTree.Parse(signed, XmlLimits.Header).Value!, SignaturePolicy.Envelope);
            Assert.True(verdict.IsOk, verdict.Fault?.ToString());
            Assert.Equal(SigningKeys.Alice.Certificate, verdict.Value.Signer);
            await XmlSec.RequireVerifiesAsync(signed);
        }
    }
}
