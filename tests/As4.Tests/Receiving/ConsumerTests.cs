using SdkNode.As4.Messages;
using SdkNode.As4.Receiving;
using SdkNode.As4.Tests.Support;
using SdkNode.Security.Certificates;

namespace SdkNode.As4.Tests.Receiving;

/// <summary>What the consumer decides, and what its failures become.</summary>
public sealed class ConsumerTests(AccessPoints parties)
{
    private readonly RecordingConsumer _consumer = new();

    private MessageForge Forge => field ??= new MessageForge(parties).WithPayload();

    [Fact]
    [Rule("AS4-6")]
    public async Task Not_serviced_is_answered_before_the_attachment_is_read()
    {
        _consumer.OnHeader = _ => new As4Decision.Refuse(As4ErrorCode.OtherError, As4Error.NotServiced);

        var answer = await Forge.SendAsync(_consumer);

        var error = Assert.Single((await answer.ReadAsync()).Errors);
        Assert.Equal(("EBMS:0004", "failure", "NOT_SERVICED", Forge.Message.MessageId), (error.Code, error.Severity, error.Detail, error.RefToMessageInError));
        Assert.Empty(_consumer.Staged);
        Assert.Equal(Forge.Message.MessageId, _consumer.Discarded[0].Message?.Message.MessageId);
    }

    [Fact]
    [Rule("AS4-7.5")]
    public async Task A_duplicate_with_equal_references_gets_the_stored_bytes()
    {
        var wire = Forge.Forge();
        var receiver = parties.Receiver();
        await receiver.ReceiveAsync(wire.ToRequest(), _consumer, TestContext.Current.CancellationToken);
        var stored = Assert.Single(_consumer.Committed).Receipt.Body;
        var again = new RecordingConsumer { OnHeader = _ => new As4Decision.Duplicate(stored) };

        var answer = await receiver.ReceiveAsync(wire.ToRequest(), again, TestContext.Current.CancellationToken);

        Assert.Equal(stored.ToArray(), answer.Body.ToArray());
        Assert.Empty(again.Staged);
        Assert.Empty(again.Committed);
    }

    [Fact]
    [Rule("AS4-7.6")]
    public async Task A_duplicate_with_other_references_is_verified_and_gets_a_new_receipt_without_delivery()
    {
        await Forge.SendAsync(_consumer);
        var stored = Assert.Single(_consumer.Committed).Receipt;
        var again = new RecordingConsumer { OnHeader = _ => new As4Decision.Duplicate(stored.Body) };
        var changed = new MessageForge(parties) { Message = Forge.Message }.WithPayload("<other/>");

        var receipt = (await (await changed.SendAsync(again)).ReadAsync()).Receipt!;

        Assert.Equal(again.Headers[0].References, receipt.References);
        Assert.NotEqual(stored.References, receipt.References);
        Assert.Empty(again.Staged);
        Assert.Empty(again.Committed);

        var broken = new RecordingConsumer { OnHeader = _ => new As4Decision.Duplicate(stored.Body) };
        changed.EditCiphertext = octets => [.. octets[..^1], (byte)~octets[^1]];
        await broken.RefusedAsync(await changed.SendAsync(broken), "EBMS:0102", "AS4-SEC-2");
    }

    [Fact]
    public async Task A_duplicate_found_at_the_commit_is_answered_with_the_stored_bytes()
    {
        var wire = Forge.Forge();
        var receiver = parties.Receiver();
        await receiver.ReceiveAsync(wire.ToRequest(), _consumer, TestContext.Current.CancellationToken);
        var stored = _consumer.Committed[0].Receipt.Body;
        var racing = new RecordingConsumer { OnCommit = (_, _) => new As4Decision.Duplicate(stored) };

        var answer = await receiver.ReceiveAsync(wire.ToRequest(), racing, TestContext.Current.CancellationToken);

        Assert.Equal(stored.ToArray(), answer.Body.ToArray());
    }

    [Fact]
    [Rule("AS4-5.8")]
    public async Task Any_exception_of_the_consumer_is_a_delivery_failure_and_never_a_receipt()
    {
        RecordingConsumer[] failing =
        [
            new() { OnHeader = _ => throw new InvalidOperationException("store down") },
            new() { OnStaging = (_, _) => throw new IOException("disk full") },
            new() { OnStaging = (_, _) => new FullDisk() },
            new() { OnCommit = (_, _) => throw new InvalidOperationException("store down") },
        ];
        foreach (var consumer in failing)
        {
            var answer = await new MessageForge(parties).WithPayload().SendAsync(consumer);

            await consumer.RefusedAsync(answer, "EBMS:0202", "AS4-10");
            Assert.NotNull(consumer.Refusal.Exception);
            Assert.DoesNotContain("store down", System.Text.Encoding.UTF8.GetString(answer.Body.Span), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_refusal_at_the_commit_is_an_error_and_no_receipt()
    {
        _consumer.OnCommit = (_, _) => new As4Decision.Refuse(As4ErrorCode.OtherError, As4Error.XheNotCompliant);

        var answer = await Forge.SendAsync(_consumer);

        Assert.Equal("XHE_NOT_COMPLIANT", Assert.Single((await answer.ReadAsync()).Errors).Detail);
        Assert.Single(_consumer.Discarded);
    }

    [Theory]
    [InlineData(false, 503)]
    [InlineData(true, 429)]
    [Rule("AS4-5.9")]
    public async Task The_consumer_can_turn_away_for_now(bool tooEager, int status)
    {
        _consumer.OnHeader = _ => new As4Decision.TurnAway(TimeSpan.FromSeconds(30), tooEager);

        var answer = await Forge.SendAsync(_consumer);

        Assert.Equal((status, TimeSpan.FromSeconds(30)), (answer.Status, answer.RetryAfter));
    }

    [Fact]
    public async Task Cancellation_is_thrown_after_the_consumer_was_told()
    {
        using var cancel = new CancellationTokenSource();
        _consumer.OnHeader = _ =>
        {
            cancel.Cancel();
            throw new OperationCanceledException(cancel.Token);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => parties.Receiver().ReceiveAsync(Forge.Forge().ToRequest(), _consumer, cancel.Token));
        Assert.Single(_consumer.Discarded);
    }

    [Theory]
    [InlineData("serial")]
    [InlineData("ski")]
    [InlineData("thumbprint")]
    [InlineData("pkipath")]
    [Rule("AS4-SEC-1.6")]
    [Rule("AS4-SEC-2.3")]
    public async Task Every_form_of_naming_a_certificate_is_understood_for_signer_and_recipient(string form)
    {
        Forge.EditSoap = soap => TokenForms.Change(soap, form, parties.A.Certificate, parties.B.Certificate);
        var receiver = parties.Receiver(change: options => options with { KnownCertificates = () => [parties.A.Certificate] });

        await Forge.SendAsync(_consumer, receiver);

        Assert.True(_consumer.Committed.Count == 1, _consumer.Discarded.FirstOrDefault().Reason?.Detail);
        Assert.Equal("AP0001-DEV", CertificateNames.CommonName(_consumer.Headers[0].SignerCertificate));
    }

    [Fact]
    [Rule("AS4-SEC-1.6", Refuses = true)]
    public async Task A_named_certificate_that_is_not_known_is_refused()
    {
        Forge.EditSoap = soap => TokenForms.Change(soap, "ski", parties.A.Certificate, parties.B.Certificate);

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0101", "AS4-SEC-1");
    }

    private sealed class FullDisk : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("No space left on device.");
    }
}
