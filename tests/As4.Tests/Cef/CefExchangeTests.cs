using System.Text;
using System.Text.RegularExpressions;
using SdkNode.As4.Messages;
using SdkNode.As4.Receiving;
using SdkNode.As4.Sending;
using SdkNode.As4.Tests.Support;

namespace SdkNode.As4.Tests.Cef;

/// <summary>The EU's assertions about one-way push, its header, reception awareness and the test service.</summary>
public sealed class CefExchangeTests(AccessPoints parties)
{
    private static readonly Uri Somewhere = new("http://peer.example/as4");
    private readonly RecordingConsumer _consumer = new();

    private As4UserMessage Delivered => Assert.Single(_consumer.Committed).Message.Message;

    [Fact]
    [Rule("CEF-TA01")]
    [Rule("CEF-TA14")]
    [Rule("CEF-TA21")]
    public async Task CEF_TA01_TA14_TA21_A_push_is_answered_200_with_a_non_repudiation_receipt_as_simple_soap()
    {
        var peer = Peer();
        peer.OnAnswer = answer =>
        {
            Assert.StartsWith("application/soap+xml", answer.ContentType, StringComparison.Ordinal);
            return answer;
        };

        var outcome = Assert.IsType<As4Acknowledged>(await peer.SendAsync(await TransmissionAsync()));

        Assert.Equal(200, outcome.HttpStatus);
        Assert.Equal(3, outcome.Receipt.References.Count);
    }

    [Fact]
    [Rule("CEF-TA22")]
    public async Task CEF_TA22_Simple_soap_and_multipart_are_both_processed()
    {
        var peer = Peer();
        Assert.IsType<As4Acknowledged>(await peer.SendAsync(parties.Transmission(Somewhere)));
        Assert.StartsWith("application/soap+xml", peer.ContentType, StringComparison.Ordinal);
        Assert.IsType<As4Acknowledged>(await peer.SendAsync(await TransmissionAsync()));
        Assert.StartsWith("multipart/related", peer.ContentType, StringComparison.Ordinal);
        Assert.Equal(2, _consumer.Committed.Count);
    }

    [Fact]
    [Rule("CEF-TA02")]
    [Rule("CEF-TA18")]
    [Rule("CEF-TA19")]
    public async Task CEF_TA02_TA18_TA19_ConversationId_and_RefToMessageId_are_carried_as_given()
    {
        var transmission = await TransmissionAsync();
        transmission = transmission with { Message = transmission.Message with { ConversationId = "conversation-7", RefToMessageId = "first@example" } };

        await Peer().SendAsync(transmission);

        Assert.Equal(("conversation-7", "first@example"), (Delivered.ConversationId, Delivered.RefToMessageId));
    }

    [Fact]
    [Rule("CEF-TA03")]
    public async Task CEF_TA03_There_is_exactly_one_PartyId_in_From_and_in_To()
    {
        var peer = Peer();
        await peer.SendAsync(await TransmissionAsync());
        var soap = Encoding.Latin1.GetString(peer.Requests[0]);
        Assert.Single(Regex.Matches(Regex.Match(soap, "<eb:From>.*</eb:From>").Value, "<eb:PartyId"));
        Assert.Single(Regex.Matches(Regex.Match(soap, "<eb:To>.*</eb:To>").Value, "<eb:PartyId"));

        var two = new RecordingConsumer();
        var forge = new MessageForge(parties) { EditMessaging = text => Regex.Replace(text, "(<eb:From>)(<eb:PartyId.*?</eb:PartyId>)", "$1$2$2") }.WithPayload();
        await two.RefusedAsync(await forge.SendAsync(two), "EBMS:0009", "AS4-10");
    }

    [Fact]
    [Rule("CEF-TA08")]
    public async Task CEF_TA08_A_payload_given_as_a_hyperlink_gets_a_synchronous_error()
    {
        var forge = new MessageForge(parties)
        {
            EditMessaging = text => text.Replace("href=\"cid:message\"", "href=\"https://example.com/payload.xml\"", StringComparison.Ordinal),
        }.WithPayload();

        await _consumer.RefusedAsync(await forge.SendAsync(_consumer), "EBMS:0011", "AS4-10");
    }

    [Fact]
    [Rule("CEF-TA09")]
    [Rule("CEF-TA10")]
    [Rule("AS4-7.4")]
    [Rule("AS4-7.5")]
    public async Task CEF_TA09_TA10_Without_a_receipt_the_sender_sends_again_and_the_message_is_delivered_once()
    {
        var store = new Dictionary<string, ReadOnlyMemory<byte>>();
        _consumer.OnHeader = message => store.TryGetValue(message.Message.MessageId, out var receipt) ? new As4Decision.Duplicate(receipt) : As4Decision.Proceed;
        _consumer.OnCommit = (message, receipt) =>
        {
            store.Add(message.Message.MessageId, receipt.Body);
            return As4Decision.Proceed;
        };
        var peer = Peer();
        var transmission = await TransmissionAsync();

        // The answer is lost on its way, twice.
        peer.OnAnswer = _ => new As4HttpResponse(200, "", default);
        for (var tries = 1; tries <= 2; tries++)
        {
            var lost = Assert.IsType<As4Failed>(await peer.SendAsync(transmission));
            Assert.Equal((As4SendFailure.MissingReceipt, As4Disposition.Retry), (lost.Failure, lost.Disposition));
            Assert.NotNull(As4RetrySchedule.Default.DelayAfter(tries, 0.5));
        }

        peer.OnAnswer = answer => answer;
        var outcome = await peer.SendAsync(transmission);

        Assert.Equal(As4Disposition.Done, outcome.Disposition);
        Assert.Single(_consumer.Committed);
        Assert.Single(_consumer.Staged);
    }

    [Fact]
    [Rule("CEF-TA15")]
    [Rule("AS4-10.4")]
    public async Task CEF_TA15_Retries_used_up_are_reported_as_MissingReceipt()
    {
        var peer = Peer();
        peer.OnAnswer = _ => new As4HttpResponse(200, "", default);
        var transmission = await TransmissionAsync();
        var tries = new List<As4SendOutcome>();
        do
        {
            tries.Add(await peer.SendAsync(transmission));
        }
        while (As4RetrySchedule.Default.DelayAfter(tries.Count, 0.5) is not null);

        var report = As4UsedUp.After(tries);

        Assert.Equal(5, tries.Count);
        Assert.Equal(("EBMS:0301", "MissingReceipt", true), (report.Error.Code, report.Error.ShortDescription, report.PeerMayHaveIt));
    }

    [Fact]
    [Rule("CEF-TA16")]
    [Rule("CEF-TA17")]
    [Rule("AS4-9")]
    public async Task CEF_TA16_TA17_A_test_message_gets_a_receipt_and_is_not_delivered()
    {
        foreach (var transmission in new[] { parties.Transmission(Somewhere), await TransmissionAsync() })
        {
            var message = transmission.Message with { Service = new As4Value(As4Names.TestService), Action = As4Names.TestAction };

            Assert.IsType<As4Acknowledged>(await Peer().SendAsync(transmission with { Message = message }));
        }

        Assert.Equal(2, _consumer.TestCalls.Count);
        Assert.Equal("http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/service", _consumer.TestCalls[0].Message.Service.Value);
        Assert.Equal("http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/test", _consumer.TestCalls[0].Message.Action);
        Assert.Empty(_consumer.Headers);
        Assert.Empty(_consumer.Staged);
        Assert.Empty(_consumer.Committed);
    }

    [Fact]
    [Rule("CEF-TA20")]
    [Rule("CEF-TA44")]
    public async Task CEF_TA20_TA44_Properties_with_and_without_type_are_accepted()
    {
        var forge = new MessageForge(parties).WithPart(new ForgedPart(
            "message", "<a/>"u8.ToArray(), As4Names.OctetStream, new As4Property("MimeType", "text/xml", "urn:type"), new As4Property("other", "x")));
        forge.Message = forge.Message with { Properties = [new As4Property("originalSender", "a"), new As4Property("finalRecipient", "b", "urn:type")] };

        await forge.SendAsync(_consumer);

        Assert.Equal(forge.Message.Properties, Delivered.Properties);
        Assert.Equal(["urn:type", null], Delivered.Parts[0].Properties.Select(property => property.Type));
    }

    private ScriptedPeer Peer() => ScriptedPeer.Of(parties, _consumer);

    private async Task<As4Transmission> TransmissionAsync() => parties.Transmission(Somewhere, await AccessPoints.PayloadAsync("<hello/>"u8.ToArray()));
}
