using System.Security.Cryptography;
using SdkNode.As4.Inspecting;
using SdkNode.As4.Messages;
using SdkNode.As4.Receiving;
using SdkNode.As4.Receipts;
using SdkNode.As4.Tests.Support;
using SdkNode.Security.Certificates;

namespace SdkNode.As4.Tests.Vectors;

/// <summary>Messages of phase4 and AS4.NET: each is accepted or refused as their list says.</summary>
public sealed class VectorTests
{
    private readonly ManualClock _clock = new(VectorKeys.Time);
    private readonly RecordingConsumer _consumer = new();

    [Fact]
    [Rule("AS4-SEC-1.5")]
    [Rule("AS4-SEC-1.1")]
    [Rule("AS4-2.8")]
    public async Task A_message_of_phase4_is_accepted_and_opens_to_the_envelope_it_carries()
    {
        var answer = await ReceiveAsync("message-1.request.http", Receiver("AP0002-VECTORS", "party-b"));

        Assert.Equal(200, answer.Status);
        Assert.Empty(_consumer.Discarded);
        var (message, receipt) = Assert.Single(_consumer.Committed);
        Assert.Equal("AP0001-VECTORS", message.Message.From.Id);
        Assert.Equal("0203:regionvarmland.example", message.Message.Property("finalRecipient")?.Value);
        Assert.Equal(answer.Body.ToArray(), receipt.Body.ToArray());
        Assert.Equal(File.ReadAllBytes(SharedFiles.Vector("xhe/message-1.xhe.xml")), _consumer.Payload());
    }

    [Fact]
    public async Task A_receipt_message_of_phase4_in_the_other_direction_is_accepted()
    {
        var answer = await ReceiveAsync("receipt-1.request.http", Receiver("AP0001-VECTORS", "party-a"));

        Assert.Equal(200, answer.Status);
        Assert.Equal(File.ReadAllBytes(SharedFiles.Vector("xhe/receipt-1.xhe.xml")), _consumer.Payload());
    }

    [Fact]
    [Rule("AS4-SEC-1.1")]
    [Rule("AS4-SEC-2.5")]
    public async Task A_message_of_AS4NET_with_other_names_is_opened()
    {
        var receiver = Receiver("party-b", "as4net-party-b", VectorKeys.Trust("as4net-ca", "as4net-ca"));

        var answer = await ReceiveAsync("as4net-usermessage.request.http", receiver);

        Assert.True(answer.Status == 200 && _consumer.Discarded.Count == 0, _consumer.Discarded.FirstOrDefault().Reason?.Detail);
        Assert.Equal(4, _consumer.Committed[0].Message.Message.Properties.Count);
        Assert.Equal("application/xml", _consumer.Committed[0].Message.Message.Parts[0].MimeType);
        Assert.NotEmpty(_consumer.Payload());
    }

    [Theory]
    [InlineData("message-1-othercert.request.http", "EBMS:0101", "AS4-SEC-4")]
    [InlineData("N1-ciphertext-bit.request.http", "EBMS:0102", "AS4-SEC-2")]
    [InlineData("N2-recipient-changed.request.http", "EBMS:0101", "AS4-SEC-1")]
    [InlineData("N3-unsigned.request.http", "EBMS:0103", "AS4-SEC-1")]
    [InlineData("N4-truncated.request.http", "EBMS:0007", "AS4-1")]
    [Rule("AS4-5.1")]
    [Rule("AS4-5.7")]
    [Rule("AS4-SEC-2.6", Refuses = true)]
    public async Task A_message_that_must_be_refused_gets_its_code_in_a_signed_error(string file, string code, string rule)
    {
        var answer = await ReceiveAsync(file, Receiver("AP0002-VECTORS", "party-b"));

        Assert.Equal(200, answer.Status);
        Assert.Empty(_consumer.Committed);
        Assert.Equal(code, _consumer.Refusal.Error?.Code);
        Assert.StartsWith(rule, _consumer.Refusal.Detail, StringComparison.Ordinal);
        var inspection = await InspectAsync(new MemoryStream(answer.Body.ToArray()), "ap-root", "ap-ca");
        Assert.Equal(As4Kind.Error, inspection.Kind);
        Assert.True(inspection.IsValid);
        Assert.Equal(code, Assert.Single(inspection.Errors).Code);
        Assert.Null(inspection.Errors[0].Detail);
        Assert.Equal(_consumer.Refusal.ClaimedMessageId, inspection.Errors[0].RefToMessageInError);
    }

    [Theory]
    [InlineData("message-1")]
    [InlineData("receipt-1")]
    [Rule("AS4-4.1")]
    [Rule("AS4-4.4")]
    public async Task The_receipt_of_phase4_verifies_and_acknowledges_what_was_sent(string name)
    {
        var request = await InspectAsync(File.OpenRead(SharedFiles.Vector($"as4/{name}.request.http")), "ap-root", "ap-ca", "party-a", "party-b");
        var receipt = await InspectAsync(File.OpenRead(SharedFiles.Vector($"as4/{name}.response.xml")), "ap-root", "ap-ca");

        Assert.True(request.IsValid && receipt.IsValid);
        Assert.Equal(As4Kind.Receipt, receipt.Kind);
        Assert.Equal(request.Message!.MessageId, receipt.Receipt!.RefToMessageId);
        Assert.Equal(3, receipt.Receipt.References.Count);
        Assert.All(request.Checks, check => Assert.Equal(As4CheckState.Passed, check.State));
    }

    [Fact]
    public async Task The_duplicate_error_of_phase4_is_read()
    {
        var inspection = await InspectAsync(File.OpenRead(SharedFiles.Vector("as4/error-duplicate.response.xml")), "ap-root", "ap-ca");

        Assert.True(inspection.IsValid);
        var error = Assert.Single(inspection.Errors);
        Assert.Equal("EBMS:4001", error.Code);
        Assert.Equal(As4ErrorCode.Other, error.Known);
        Assert.Equal("fixed-1@vectors", error.RefToMessageInError);
    }

    [Theory]
    [InlineData("message-1.request.http", true, null)]
    [InlineData("message-1-othercert.request.http", false, "trust")]
    [InlineData("N1-ciphertext-bit.request.http", false, "attachment")]
    [InlineData("N2-recipient-changed.request.http", false, "signature")]
    [InlineData("N3-unsigned.request.http", false, "signature")]
    [InlineData("N4-truncated.request.http", false, "attachment")]
    public async Task Inspection_tells_valid_from_invalid_and_names_the_check_that_fails(string file, bool valid, string? failed)
    {
        var inspection = await InspectAsync(File.OpenRead(SharedFiles.Vector($"as4/{file}")), "ap-root", "ap-ca", "party-b");

        Assert.Equal(valid, inspection.IsValid);
        Assert.Equal(As4Kind.UserMessage, inspection.Kind);
        Assert.Equal(failed, inspection.Checks.FirstOrDefault(check => check.State is As4CheckState.Failed)?.Name);
    }

    private async Task<As4HttpResponse> ReceiveAsync(string file, As4Receiver receiver)
    {
        await using var saved = File.OpenRead(SharedFiles.Vector($"as4/{file}"));
        var http = await SavedHttp.OpenAsync(saved, null, TestContext.Current.CancellationToken);
        var length = long.Parse(http.Headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture);
        return await receiver.ReceiveAsync(new As4HttpRequest(http.ContentType, length, http.Body, null, "test"), _consumer, TestContext.Current.CancellationToken);
    }

    private As4Receiver Receiver(string partyId, string key, TrustPolicy? trust = null) => new(
        new As4ReceiverOptions
        {
            OwnPartyId = partyId,
            Signing = VectorKeys.Pair(key),
            Decryption = [VectorKeys.Pair(key)],
            ApTrust = trust ?? VectorKeys.Trust("ap-root", "ap-ca"),
        },
        VectorKeys.Verifier(_clock),
        _clock);

    private async Task<As4Inspection> InspectAsync(Stream saved, string root, string issuer, params string[] keys)
    {
        await using (saved)
        {
            var options = new As4InspectOptions
            {
                Keys = [.. keys.Select(VectorKeys.Pair)],
                Trust = VectorKeys.Trust(root, issuer),
                Certificates = VectorKeys.Verifier(_clock),
                At = _clock.GetUtcNow(),
            };
            return await As4Inspector.InspectAsync(saved, options, TestContext.Current.CancellationToken);
        }
    }
}
