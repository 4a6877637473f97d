using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Node.Demo;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Federation;

/// <summary>
/// Every row of RCPT-4's table: a real node sends, another one rejects, and the sender's case system reads by the API what the
/// message receipt said.
/// </summary>
public sealed partial class RejectionTests(StrictReceiverFixture strict) : IClassFixture<StrictReceiverFixture>
{
    private const string Message = "/messagePayload/message";
    private const string Header = Message + "/messageHeader";
    private const string Files = Message + "/messageBody/documents/ContentFiles";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("RCPT-4.1", Refuses = true)]
    public async Task A_schema_fault_is_SV_structure() =>
        await RejectedAsync(await SendAsync(xml => Confidentiality().Replace(xml, ">kanske<")), LineCode.Schema, ReasonCode.Structure, Header + "/confidentiality");

    [Fact]
    [Rule("RCPT-4.2", Refuses = true)]
    [Rule("RCPT-4.15")]
    public async Task A_label_over_256_characters_is_BV_structure_and_is_not_repeated()
    {
        var label = string.Concat(Enumerable.Repeat("Hemligt ", 33));
        var line = await RejectedAsync(await SendAsync(xml => xml.Replace("Kallelse till SIP-möte</", label + "</", StringComparison.Ordinal)), LineCode.Business, ReasonCode.Structure, Header + "/label");
        Assert.DoesNotContain("Hemligt", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Rule("RCPT-4.3", Refuses = true)]
    public async Task A_content_rule_that_is_not_kept_is_BV_invariant() =>
        await RejectedAsync(await SendAsync(xml => Created().Replace(xml, "+01:00</")), LineCode.Business, ReasonCode.Invariant, Header + "/creationDateTime");

    [Fact]
    [Rule("RCPT-4.4", Refuses = true)]
    public async Task Malicious_content_is_BV_forbidden() =>
        await RejectedAsync(await PostAsync(File("faktura.pdf", "application/pdf", Eicar.Octets)), LineCode.Business, ReasonCode.Forbidden, Files);

    [Fact]
    [Rule("RCPT-4.5", Refuses = true)]
    [Rule("MSG-13.2", Refuses = true)]
    public async Task A_message_that_is_too_large_is_BV_too_long() =>
        await RejectedAsync(await PostAsync(File("stor.pdf", "application/pdf", new byte[StrictReceiverFixture.MaxMessageBytes])), LineCode.Business, ReasonCode.TooLong, "/messagePayload");

    [Fact]
    [Rule("RCPT-4.6", Refuses = true)]
    public async Task A_messageId_that_is_already_used_is_BV_duplicate()
    {
        var first = await PartnerLetter.MessageAsync(strict.World.Partner.Party, strict.Receiver.Party);
        (await strict.World.Partner.PostAsync(strict.Receiver, first)).MustBeAcknowledged();
        var arrived = await strict.Receiver.WaitForIncomingAsync(first.Id, MessageStatus.New);

        await RejectedAsync(await PostAsync(attributes => attributes["messageId"] = first.Id), LineCode.Business, ReasonCode.Duplicate, Header + "/messageId");
        var still = await strict.Receiver.WaitForIncomingAsync(first.Id, MessageStatus.New);
        Assert.Equal((arrived.From, arrived.ArrivedAt, arrived.Payload), (still.From, still.ArrivedAt, still.Payload));
    }

    [Fact]
    [Rule("RCPT-4.7", Refuses = true)]
    [Rule("MSG-11.4", Refuses = true)]
    public async Task A_file_type_that_the_receiver_does_not_take_is_BV_not_supported() =>
        await RejectedAsync(await PostAsync(File("arkiv.zip", "application/zip", [1, 2, 3])), LineCode.Business, ReasonCode.NotSupported, Files + "/contentType");

    [Theory]
    [InlineData("application/pdf")]
    [InlineData("text/plain")]
    [InlineData("image/png")]
    [Rule("MSG-11.4")]
    public async Task PDF_is_always_taken_and_other_types_by_the_participants_settings(string type) =>
        await strict.Client.WaitForAsync(await PostAsync(File("fil", type, [1, 2, 3])), "ACCEPTED");

    [Fact]
    [Rule("RCPT-4.8", Refuses = true)]
    [Rule("MSG-9.2", Refuses = true)]
    public async Task A_functional_address_that_the_receiver_does_not_know_is_BV_not_found() =>
        await RejectedAsync(
            await PostAsync(attributes => attributes["recipientAttention"] = new JsonObject { ["subOrganization"] = ApiMessages.Function(StrictReceiverFixture.Believed) }),
            LineCode.Business, ReasonCode.NotFound, Header + "/recipient/attention/subOrganization/organizationId/extension");

    [Fact]
    [Rule("RCPT-4.9", Refuses = true)]
    public async Task A_reference_to_a_rejected_message_is_BV_not_supported()
    {
        var rejected = await PartnerLetter.MessageAsync(strict.World.Partner.Party, strict.Receiver.Party with { Function = "finns.inte" });
        (await strict.World.Partner.PostAsync(strict.Receiver, rejected)).MustBeAcknowledged();
        await strict.Receiver.WaitForIncomingAsync(rejected.Id, MessageStatus.MessageExchangeError);

        var id = await PostAsync(attributes => (attributes["conversationId"], attributes["refToMessageId"]) = (rejected.Id, rejected.Id));
        await RejectedAsync(id, LineCode.Business, ReasonCode.NotSupported, Header + "/refToMessageId");
    }

    [Fact]
    [Rule("RCPT-4.10", Refuses = true)]
    [Rule("MSG-8.1", Refuses = true)]
    public async Task A_recipientID_that_is_not_the_envelopes_ToParty_is_BV_security() => await RejectedAsync(
        await SendAsync(xml => xml.Replace(strict.Receiver.Party.Participant, strict.World.B.Party.Participant, StringComparison.Ordinal)),
        LineCode.Business, ReasonCode.Security, Header + "/recipient/recipientID/extension");

    [Fact]
    [Rule("RCPT-4.10", Refuses = true)]
    [Rule("MSG-9.1", Refuses = true)]
    public async Task A_functional_address_that_is_not_the_envelopes_HandlingServiceID_is_BV_security() => await RejectedAsync(
        await new UncheckedMessage { HandlingServiceId = "en.annan" }.SendAsync(strict.Sender, strict.Receiver),
        LineCode.Business, ReasonCode.Security, Header + "/recipient/attention/subOrganization/organizationId/extension");

    [Fact]
    [Rule("RCPT-4.11", Refuses = true)]
    [Rule("MSG-8.2", Refuses = true)]
    public async Task A_senderID_that_is_not_the_envelopes_FromParty_is_BV_security() => await RejectedAsync(
        await SendAsync(xml => xml.Replace(strict.Sender.Party.Participant, strict.World.A.Party.Participant, StringComparison.Ordinal)),
        LineCode.Business, ReasonCode.Security, Header + "/sender/senderID/extension");

    [Fact]
    [Rule("RCPT-4.12", Refuses = true)]
    public async Task Another_fault_of_the_sender_id_is_BV_invariant() => await RejectedAsync(
        await SendAsync(xml => SenderRoots().Replace(xml, "okand", 1)),
        LineCode.Business, ReasonCode.Invariant, Header + "/sender/senderID/root");

    [Fact]
    [Rule("RCPT-4.13", Refuses = true)]
    public async Task A_signature_that_does_not_verify_is_SIG_security() => await SealedAsync(async letter =>
    {
        var text = Encoding.UTF8.GetString(await letter.SealAsync(strict.Sender.Keys.Organisation, strict.Receiver));
        return Encoding.UTF8.GetBytes(text.Replace("<xenc:CipherValue>", "<xenc:CipherValue> ", StringComparison.Ordinal));
    });

    [Fact]
    [Rule("RCPT-4.13", Refuses = true)]
    public async Task A_signer_that_the_sender_does_not_publish_is_SIG_security()
    {
        using var unpublished = strict.World.Services.Pki.O2O.Issue(strict.Sender.Party.Participant[5..]);
        await SealedAsync(letter => letter.SealAsync(unpublished, strict.Receiver));
    }

    [Fact]
    [Rule("RCPT-4.14", Refuses = true)]
    public async Task A_message_in_clear_under_a_model_that_encrypts_is_SIG_security() => await SealedAsync(async letter =>
    {
        var plain = letter with { Header = letter.Header with { DocumentType = DocumentTypeIdentifier.SdkMessage(TransportModel.Base), Encrypted = false } };
        var signing = strict.Sender.Keys.Organisation;
        return await PartnerLetter.RewriteAsync(await plain.SealAsync(signing, strict.Receiver), signing, text => text.Replace("::tm-base<", "::tm-base-ext-sigenc<", StringComparison.Ordinal));
    });

    private Task<string> PostAsync(Action<JsonObject> adjust) => strict.Client.SendAsync(ApiMessages.Make(strict.Sender.Party, strict.Receiver.Party, adjust));

    private Task<string> SendAsync(Func<string, string> change) => new UncheckedMessage { Change = change }.SendAsync(strict.Sender, strict.Receiver);

    private async Task SealedAsync(Func<PartnerLetter, Task<byte[]>> seal) =>
        await RejectedAsync(await new UncheckedMessage { Seal = seal }.SendAsync(strict.Sender, strict.Receiver), LineCode.Signature, ReasonCode.Security, ReceiptLine.NoLine);

    // One line, in the receipt that came and in the events that the API gives of it (API-4).
    private async Task<ReceiptLine> RejectedAsync(string id, string code, string reason, string path)
    {
        var events = (await strict.Client.WaitForAsync(id, "MESSAGE_EXCHANGE_ERROR")).GetProperty("events");
        var answer = await strict.Sender.Store.FindReceiptAsync(DemoServices.Environment, strict.Sender.Party.Participant, id, Cancelled);
        var receipt = await strict.Sender.ReadReceiptAsync(answer!);
        Assert.False(receipt.IsAccepted);
        var line = Assert.Single(receipt.Lines);
        Assert.Equal((code, reason, path), (line.Code, line.Reason, line.LineId));
        Assert.Equal(path != ReceiptLine.NoLine, line.Text.EndsWith($" | at path {path}", StringComparison.Ordinal));

        var issues = events.GetProperty("eventIssues").EnumerateArray().Select(issue => (Code: issue.GetProperty("typeCode").GetString(), Title: issue.GetProperty("title").GetString(), Detail: issue.GetProperty("detail").GetString(), In: issue.GetProperty("in").GetString())).ToList();
        Assert.Equal(["MESSAGE_EXCHANGE_ERROR", code, "REJECTED"], issues.Take(3).Select(issue => issue.Code));
        Assert.Equal((code, reason, line.Text, path), issues[1]);

        // The sender may have the message receipt before the receiver has recorded that.
        var incoming = await Poll.WaitForAsync("end at the receiver", async () => await strict.Receiver.IncomingAsync(id, strict.Sender.Party) is { FinalAt: not null } row ? row : null);
        Assert.Equal((MessageStatus.MessageExchangeError, MessageMark.Rejected, (string?)null, (DateTimeOffset?)null), (incoming.Status, incoming.Mark, incoming.OwnAddress, incoming.ArrivedAt));
        return line;
    }

    private static Action<JsonObject> File(string name, string type, byte[] content) =>
        attributes => attributes["digitalDocument"]![0]!["contentFiles"] = new JsonArray(ApiMessages.File(name, type, content));

    [GeneratedRegex("(?<=confidentiality)>true<")]
    private static partial Regex Confidentiality();

    [GeneratedRegex("iso6523-actorid-upis", RegexOptions.RightToLeft)]
    private static partial Regex SenderRoots();

    [GeneratedRegex("Z</(?=[^>]*creationDateTime)")]
    private static partial Regex Created();
}
