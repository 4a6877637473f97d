using System.Text;
using System.Text.RegularExpressions;
using SdkNode.As4.Messages;
using SdkNode.As4.Sending;
using SdkNode.As4.Tests.Support;
using SdkNode.Security.Certificates;

namespace SdkNode.As4.Tests.Cef;

/// <summary>The EU's assertions about signing, encryption, four corners and dynamic senders and receivers.</summary>
public sealed class CefSecurityTests(AccessPoints parties)
{
    private static readonly Uri Somewhere = new("http://peer.example/as4");
    private readonly RecordingConsumer _consumer = new();

    private As4UserMessage Delivered => Assert.Single(_consumer.Committed).Message.Message;

    [Fact]
    [Rule("CEF-TA12")]
    public async Task CEF_TA12_Messaging_the_empty_body_and_all_parts_are_signed_with_the_senders_certificate()
    {
        var soap = await CaptureAsync();

        var id = Regex.Match(soap, "<eb:Messaging[^>]* wsu:Id=\"([^\"]*)\"").Groups[1].Value;
        var body = Regex.Match(soap, "<S12:Body[^>]* wsu:Id=\"([^\"]*)\"").Groups[1].Value;
        Assert.Equal(
            [$"#{id}", $"#{body}", "cid:message"],
            Regex.Matches(soap, "<ds:Reference URI=\"([^\"]*)\"").Select(match => match.Groups[1].Value));
        Assert.Contains("SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"", soap, StringComparison.Ordinal);
        var signedInfo = Regex.Match(soap, "<ds:SignedInfo.*</ds:SignedInfo>", RegexOptions.Singleline).Value;
        Assert.All(Regex.Matches(signedInfo, "DigestMethod Algorithm=\"([^\"]*)\"").Cast<Match>(), match => Assert.Equal("http://www.w3.org/2001/04/xmlenc#sha256", match.Groups[1].Value));
        Assert.Contains(Convert.ToBase64String(parties.A.Certificate.RawData), soap, StringComparison.Ordinal);
        Assert.Equal(parties.A.Certificate.RawData, _consumer.Committed[0].Message.SignerCertificate.RawData);
    }

    [Fact]
    [Rule("CEF-TA13")]
    public async Task CEF_TA13_Content_is_encrypted_with_AES_128_GCM_for_the_receivers_certificate()
    {
        var soap = await CaptureAsync();

        var data = Regex.Match(soap, "<xenc:EncryptedData.*?</xenc:EncryptedData>", RegexOptions.Singleline).Value;
        Assert.Contains("Algorithm=\"http://www.w3.org/2009/xmlenc11#aes128-gcm\"", data, StringComparison.Ordinal);
        var key = Regex.Match(soap, "<xenc:EncryptedKey.*?</xenc:EncryptedKey>", RegexOptions.Singleline).Value;
        Assert.Contains("http://www.w3.org/2009/xmlenc11#rsa-oaep", key, StringComparison.Ordinal);
        Assert.Contains("http://www.w3.org/2009/xmlenc11#mgf1sha256", key, StringComparison.Ordinal);
        var token = Regex.Match(key, "<wsse:Reference URI=\"#([^\"]*)\"").Groups[1].Value;
        Assert.Equal(
            Convert.ToBase64String(parties.B.Certificate.RawData),
            Regex.Match(soap, $"wsu:Id=\"{token}\"[^>]*>([^<]*)<").Groups[1].Value);
    }

    [Fact]
    [Rule("CEF-4CT_TA01")]
    [Rule("CEF-4CT_TA02")]
    [Rule("CEF-4CT_TA03")]
    public async Task CEF_4CT_TA01_TA02_TA03_The_four_corners_and_a_trackingIdentifier_are_carried()
    {
        var transmission = await TransmissionAsync();
        transmission = transmission with { Message = transmission.Message with { Properties = [.. transmission.Message.Properties, new As4Property("trackingIdentifier", "T-42")] } };

        await ScriptedPeer.Of(parties, _consumer).SendAsync(transmission);

        Assert.Equal("0203:kristinehamn.example", Delivered.Property("originalSender")?.Value);
        Assert.Equal("0203:regionvarmland.example", Delivered.Property("finalRecipient")?.Value);
        Assert.Equal("T-42", Delivered.Property("trackingIdentifier")?.Value);
        Assert.Equal(("AP0001-DEV", "AP0002-DEV"), (Delivered.From.Id, Delivered.To.Id));
    }

    [Fact]
    [Rule("CEF-DR_TA01")]
    public async Task CEF_DR_TA01_A_sender_not_known_before_is_accepted_by_its_trust_anchor()
    {
        var receiver = parties.Receiver(change: options => options with { KnownCertificates = () => [] });

        await new MessageForge(parties).WithPayload().SendAsync(_consumer, receiver);

        Assert.Equal("AP0001-DEV", Delivered.From.Id);
    }

    [Fact]
    [Rule("CEF-DR_TA02")]
    public async Task CEF_DR_TA02_A_sender_whose_chain_does_not_fit_is_refused()
    {
        var forge = new MessageForge(parties) { Signer = parties.OtherEnvironment }.WithPayload();

        await _consumer.RefusedAsync(await forge.SendAsync(_consumer), "EBMS:0101", "AS4-SEC-4");
    }

    [Fact]
    [Rule("CEF-DR_TA03")]
    public async Task CEF_DR_TA03_A_sender_whose_certificate_policy_does_not_fit_is_refused()
    {
        var receiver = parties.Receiver(change: options => options with { ApTrust = parties.Trust with { RequiredPolicyOids = ["1.2.752.999.1"] } });

        await _consumer.RefusedAsync(await new MessageForge(parties).WithPayload().SendAsync(_consumer, receiver), "EBMS:0101", "AS4-SEC-4");
        Assert.Contains(nameof(CertificateFaultKind.PolicyMissing), _consumer.Refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Rule("CEF-DR_TA04")]
    public async Task CEF_DR_TA04_A_sender_whose_party_id_does_not_fit_its_certificates_subject_is_refused()
    {
        var forge = new MessageForge(parties) { Signer = parties.B }.WithPayload();

        await _consumer.RefusedAsync(await forge.SendAsync(_consumer), "EBMS:0101", "AS4-SEC-4");
    }

    [Fact]
    [Rule("CEF-DS_TA03")]
    public async Task CEF_DS_TA03_A_receipt_signed_by_another_certificate_than_the_published_one_is_refused_and_reported()
    {
        var elsewhere = new SdkNode.As4.Receiving.As4Receiver(parties.Receiver().Options with { Signing = parties.A }, parties.Verifier, TimeProvider.System);

        var outcome = Assert.IsType<As4Failed>(await new ScriptedPeer(elsewhere, _consumer).SendAsync(await TransmissionAsync()));

        Assert.Equal((As4SendFailure.InvalidReceipt, As4ErrorCode.InvalidReceipt), (outcome.Failure, outcome.Code));
        Assert.Contains("another certificate than the receiver's", outcome.Detail, StringComparison.Ordinal);
        Assert.Contains("AP0001-DEV", outcome.Detail, StringComparison.Ordinal);
    }

    private async Task<string> CaptureAsync()
    {
        var peer = ScriptedPeer.Of(parties, _consumer);
        Assert.IsType<As4Acknowledged>(await peer.SendAsync(await TransmissionAsync()));
        return Encoding.Latin1.GetString(peer.Requests[0]);
    }

    private async Task<As4Transmission> TransmissionAsync() => parties.Transmission(Somewhere, await AccessPoints.PayloadAsync("<hello/>"u8.ToArray()));
}
