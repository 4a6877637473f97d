using System.Text;
using SdkNode.Envelope.Xhe;

namespace SdkNode.Envelope.Sealing;

public sealed class SealingFaultTests
{
    [Theory]
    [InlineData("", "no XML")]
    [InlineData("no xml", "no XML")]
    [InlineData("<a>", "root element")]
    [InlineData("<!DOCTYPE a><a/>", "no XML")]
    [InlineData("<m:messagePayload xmlns:m=\"urn:riv:infrastructure:messaging:MessageWithAttachments:3\">", "no XML")]
    [InlineData("<m:messagePayload xmlns:m=\"urn:riv:infrastructure:messaging:MessageWithAttachments:3\"/><b/>", "no XML")]
    [InlineData("<messagePayload xmlns=\"urn:riv:infrastructure:messaging:MessageWithAttachments:2\"/>", "root element")]
    public async Task A_payload_that_is_not_what_the_header_says_is_a_fault_and_no_exception(string payload, string says)
    {
        var fault = await FaultAsync(TestEnvelopes.MessageHeader, TestEnvelopes.MessageKeys, Encoding.UTF8.GetBytes(payload));
        Assert.Contains(says, fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Utf16_is_refused() =>
        Assert.Contains("no XML", await FaultAsync(TestEnvelopes.MessageHeader, TestEnvelopes.MessageKeys, Encoding.Unicode.GetBytes("\uFEFF" + TestEnvelopes.Message)), StringComparison.Ordinal);

    [Fact]
    public async Task Octets_must_be_some() =>
        Assert.Contains("empty", await FaultAsync(TestEnvelopes.OctetsHeader, TestEnvelopes.MessageKeys, []), StringComparison.Ordinal);

    [Fact]
    [Rule("XHE-10.2", Refuses = true)]
    [Rule("XHE-10.1", Refuses = true)]
    [Rule("XHE-10.3", Refuses = true)]
    public async Task Keys_that_the_transport_model_does_not_want_are_refused()
    {
        Assert.Contains("no signing key", await FaultAsync(TestEnvelopes.MessageHeader, TestEnvelopes.MessageKeys with { Signing = null }), StringComparison.Ordinal);
        Assert.Contains("no certificate", await FaultAsync(TestEnvelopes.MessageHeader, TestEnvelopes.ReceiptKeys), StringComparison.Ordinal);
        Assert.Contains("not encrypted", await FaultAsync(TestEnvelopes.ReceiptHeader, TestEnvelopes.MessageKeys), StringComparison.Ordinal);
        Assert.Contains("not signed", await FaultAsync(TestEnvelopes.PlainHeader, TestEnvelopes.ReceiptKeys), StringComparison.Ordinal);
        Assert.Contains("XHE-8", await FaultAsync(TestEnvelopes.MessageHeader with { Encrypted = false }, TestEnvelopes.MessageKeys), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_breaks_the_profile_is_refused()
    {
        Assert.Contains("XHE-7", await FaultAsync(TestEnvelopes.MessageHeader with { PayloadTypeCode = "message" }, TestEnvelopes.MessageKeys), StringComparison.Ordinal);
        Assert.Contains("XHE-7", await FaultAsync(TestEnvelopes.MessageHeader with { ContentType = "xml" }, TestEnvelopes.MessageKeys), StringComparison.Ordinal);
        Assert.Contains("XHE-9", await FaultAsync(TestEnvelopes.MessageHeader with { HandlingServiceId = " " }, TestEnvelopes.MessageKeys), StringComparison.Ordinal);
    }

    private static async Task<string> FaultAsync(XheHeader header, SealingKeys keys, byte[]? payload = null)
    {
        using var output = new MemoryStream();
        using var input = new MemoryStream(payload ?? Encoding.UTF8.GetBytes(TestEnvelopes.Message));
        var done = await EnvelopeSealer.SealAsync(header, input, keys, output, CancellationToken.None);
        return Assert.IsType<SealingFault>(done.Fault).Detail;
    }
}
