using System.Security.Cryptography;
using SdkNode.Routing.Smp;

namespace SdkNode.Routing.Tests.Smp;

public sealed class CertificateTextTests(FederationFixture keys)
{
    [Fact, Rule("DIR-4.4")]
    public void Base64_is_read_with_and_without_armour_and_line_breaks()
    {
        var der = keys.AccessPoint.Certificate.RawData;
        var armoured = PemEncoding.WriteString("CERTIFICATE", der);
        string[] texts =
        [
            Convert.ToBase64String(der),
            Convert.ToBase64String(der, Base64FormattingOptions.InsertLineBreaks),
            $"\n   {Convert.ToBase64String(der, Base64FormattingOptions.InsertLineBreaks)}\t\n",
            armoured,
            "\r\n" + armoured.ReplaceLineEndings("\r\n") + "\r\n",
            armoured.ReplaceLineEndings(" "),
        ];

        Assert.All(texts, text => Assert.Equal(keys.AccessPoint.Certificate.Thumbprint, CertificateText.Decode(text)?.Thumbprint));
    }

    [Theory, Rule("DIR-4.4", Refuses = true)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not Base64!")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    [InlineData("-----BEGIN CERTIFICATE----------END CERTIFICATE-----")]
    public void Anything_else_is_no_certificate(string text) => Assert.Null(CertificateText.Decode(text));

    [Fact, Rule("DIR-4.4", Refuses = true)]
    public async Task An_endpoint_without_a_readable_certificate_is_not_used()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        using var nameless = new SiblingAuthorities("O=No name");
        world.Publish(publication => publication with { AccessPoint = nameless.IssuedByRight });

        await world.RefusedAsync(RoutingFaultKind.AccessPointMalformed, retryable: false);
    }
}
