using Microsoft.EntityFrameworkCore;
using SdkNode.As4.Sending;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;
using SdkNode.Routing;

namespace SdkNode.Node.Tests.Outbound;

/// <summary>The table of AS4-7: what becomes of a message when a try has ended.</summary>
public abstract class OutboundRecorderTests(PkiFixture pki, PostgresFixture? postgres) : IAsyncLifetime
{
    private const int Tries = 5;

    private StoreCase _file = null!;
    private RuntimeFolder _runtime = null!;
    private OutboundRecorder _recorder = null!;
    private ReceiverRoute _route = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = await StoreCase.MakeAsync(postgres);
        _runtime = await RuntimeFolder.MakeAsync(pki, static settings => settings["Environments"]![0]!["Retry"]!["Attempts"] = Tries);
        _recorder = new OutboundRecorder(_file.Store, _file.Clock);
        _route = new ReceiverRoute(new Uri("https://peer.example/as4"), (await pki.KeysAsync()).AccessPoint.Certificate, "AP0002", null, "digg-transport-as4-v1_0", _file.Clock.Now.AddHours(1));
    }

    public ValueTask DisposeAsync()
    {
        _runtime.Dispose();
        _file.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [Rule("AS4-7.10")]
    [InlineData("EBMS:0004", null, true)]
    [InlineData("EBMS:0005", null, true)]
    [InlineData("EBMS:0202", null, true)]
    [InlineData("EBMS:0103", null, false)]
    [InlineData("EBMS:0004", "NOT_SERVICED", false)]
    [InlineData("EBMS:0101", null, false)]
    [InlineData("EBMS:4001", null, false)]
    public async Task An_error_that_may_pass_and_every_unsigned_one_is_tried_again(string code, string? detail, bool verified)
    {
        var message = await EndTryAsync(Outcomes.Error(code, detail, verified));
        Assert.Equal(MessageStatus.ScheduledForResend, message.Status);
        var work = await OnlyWorkAsync(message.Id);
        Assert.Equal((WorkKind.Send, 1), (work.Kind, work.Attempts));
        Assert.InRange(work.DueAt, _file.Clock.Now.AddSeconds(5), _file.Clock.Now.AddMinutes(5));
    }

    [Theory]
    [Rule("AS4-7.10")]
    [InlineData(As4SendFailure.NotConnected)]
    [InlineData(As4SendFailure.ConnectionLost)]
    [InlineData(As4SendFailure.TimedOut)]
    [InlineData(As4SendFailure.Busy)]
    [InlineData(As4SendFailure.NotAs4)]
    [InlineData(As4SendFailure.MissingReceipt)]
    [InlineData(As4SendFailure.InvalidReceipt)]
    public async Task A_failure_on_the_way_is_tried_again(As4SendFailure failure)
    {
        var message = await EndTryAsync(Outcomes.Failed(failure, sent: false));
        Assert.Equal(MessageStatus.ScheduledForResend, message.Status);
        Assert.Equal("message-not-sent", (await LogAsync()).Event);
    }

    [Theory]
    [Rule("AS4-7.8")]
    [InlineData("EBMS:0103", null)]
    [InlineData("EBMS:0004", "NOT_SERVICED")]
    [InlineData("EBMS:0004", "XHE_NOT_COMPLIANT")]
    public async Task A_signed_refusal_for_good_ends_the_message(string code, string? detail)
    {
        var message = await EndTryAsync(Outcomes.Error(code, detail));
        Assert.Equal((MessageStatus.MessageExchangeError, MessageMark.Error), (message.Status, message.Mark));
        Assert.NotNull(message.FinalAt);
        Assert.Empty(await WorkAsync(message.Id));
        Assert.Contains(code, (await LogAsync()).Fault, StringComparison.Ordinal);
    }

    [Fact]
    [Rule("AS4-7.8")]
    public async Task What_the_peer_finds_too_large_ends_the_message() =>
        Assert.Equal(MessageStatus.MessageExchangeError, (await EndTryAsync(Outcomes.Failed(As4SendFailure.TooLarge, sent: false))).Status);

    [Theory]
    [Rule("AS4-7.9")]
    [InlineData("EBMS:0101")]
    [InlineData("EBMS:0102")]
    public async Task A_fault_with_certificates_is_tried_once_more_at_once_and_then_final(string code)
    {
        var message = await EndTryAsync(Outcomes.Error(code));
        Assert.True(message.LookedUpAfresh);
        Assert.Equal(MessageStatus.ScheduledForResend, message.Status);
        Assert.Equal(_file.Clock.Now, (await OnlyWorkAsync(message.Id)).DueAt);
        Assert.Equal(MessageStatus.MessageExchangeError, (await EndTryAsync(Outcomes.Error(code), message)).Status);
    }

    [Fact]
    [Rule("AS4-7.7")]
    public async Task A_duplicate_error_stops_the_sending_and_the_message_receipt_decides()
    {
        var message = await EndTryAsync(Outcomes.Error("EBMS:4001"));
        await AssertWaitsAsync(message);
    }

    [Fact]
    [Rule("AS4-7.2")]
    public async Task A_try_that_was_not_made_counts_only_when_the_time_for_all_tries_is_over()
    {
        var message = await _file.AddDueAsync();
        await _recorder.NotTriedAsync(await _file.ClaimAsync(), message, _route, "It does not answer.", _runtime.Environment, Cancelled);
        var work = await OnlyWorkAsync(message.Id);
        Assert.Equal(0, work.Attempts);
        _file.Clock.Now = message.CreatedAt + _runtime.Environment.Setup.Options.Retry.Span;
        await _recorder.NotTriedAsync(await _file.ClaimAsync(), message, _route, "It does not answer.", _runtime.Environment, Cancelled);
        Assert.Equal(1, (await OnlyWorkAsync(message.Id)).Attempts);
    }

    [Fact]
    [Rule("AS4-7.3")]
    [Rule("AS4-10.4")]
    public async Task Tries_used_up_after_one_was_sent_in_full_wait_for_the_message_receipt()
    {
        var message = await EndTryAsync(Outcomes.Failed(As4SendFailure.TimedOut, sent: true));
        for (var i = 1; i < Tries; i++)
        {
            Assert.Equal(MessageStatus.ScheduledForResend, message.Status);
            message = await EndTryAsync(Outcomes.Failed(As4SendFailure.NotConnected, sent: false), message);
        }

        await AssertWaitsAsync(message);
    }

    [Fact]
    [Rule("AS4-7.3", Refuses = true)]
    public async Task Tries_used_up_without_any_sent_in_full_end_the_message()
    {
        var message = await EndTryAsync(Outcomes.Failed(As4SendFailure.NotConnected, sent: false));
        for (var i = 1; i < Tries; i++)
        {
            message = await EndTryAsync(Outcomes.Failed(As4SendFailure.ConnectionLost, sent: false), message);
        }

        Assert.Equal((MessageStatus.MessageExchangeError, MessageMark.Error), (message.Status, message.Mark));
        Assert.Empty(await WorkAsync(message.Id));
    }

    [Fact]
    public async Task A_try_that_never_reported_its_outcome_may_have_been_sent_in_full()
    {
        var message = await _file.AddDueAsync();
        await _recorder.BeginTryAsync(await _file.ClaimAsync("dies"), _route, _runtime.Environment, null, Cancelled);
        await _file.PassAsync(TimeSpan.FromMinutes(15));
        var again = await _recorder.BeginTryAsync(await _file.ClaimAsync("lives"), _route, _runtime.Environment, null, Cancelled);
        Assert.True(again!.MaybeDelivered);
        Assert.Equal(message.Id, again.Id);
    }

    [Fact]
    [Rule("AS4-7.3")]
    public async Task A_message_whose_try_died_with_the_node_is_not_called_failed_when_the_receiver_is_gone_afterwards()
    {
        var message = await _file.AddDueAsync();
        await _recorder.BeginTryAsync(await _file.ClaimAsync("dies"), _route, _runtime.Environment, null, Cancelled);
        await _file.PassAsync(TimeSpan.FromMinutes(15));
        await _recorder.NotSentAsync(await _file.ClaimAsync("lives"), message, _runtime.Environment, new StepFault("Not registered.", Retryable: false), Cancelled);
        await AssertWaitsAsync((await _file.Store.FindAsync(message.Id, Cancelled))!);
    }

    [Fact]
    [Rule("API-3.2")]
    public async Task A_message_receipt_that_the_peer_says_it_has_is_delivered()
    {
        var answered = StoreCase.Message();
        (answered.Direction, answered.Status) = (Direction.Incoming, MessageStatus.ReceiptSent);
        Assert.True(await _file.Store.AddAsync([answered], Cancelled));
        var receipt = await _file.AddDueAsync(row => (row.Kind, row.Answers, row.Verdict) = (MessageKind.MessageReceipt, answered.XheId, "ACCEPTED"));
        await EndTryAsync(Outcomes.Error("EBMS:4001", null, verified: true), receipt);
        Assert.Equal(MessageStatus.New, (await _file.Store.FindAsync(answered.Id, Cancelled))!.Status);
    }

    [Fact]
    [Rule("AS4-7.1")]
    public async Task Every_try_goes_under_the_same_id_and_time_stamp()
    {
        await _file.AddDueAsync();
        var work = await _file.ClaimAsync();
        var first = await _recorder.BeginTryAsync(work, _route, _runtime.Environment, null, Cancelled);
        _file.Clock.Now += TimeSpan.FromMinutes(1);
        var second = await _recorder.BeginTryAsync(work, _route, _runtime.Environment, null, Cancelled);
        Assert.Matches("^[0-9a-f-]{36}@ap0001-sdk-demo$", first!.As4MessageId);
        Assert.Equal((first.As4MessageId, first.As4Timestamp), (second!.As4MessageId, second.As4Timestamp));
    }

    [Fact]
    public async Task A_peer_that_asks_for_a_pause_gets_it()
    {
        var message = await EndTryAsync(Outcomes.Failed(As4SendFailure.Busy, sent: false, retryAfter: TimeSpan.FromHours(1)));
        Assert.Equal(_file.Clock.Now.AddHours(1), (await OnlyWorkAsync(message.Id)).DueAt);
    }

    [Fact]
    public async Task A_peer_that_asks_for_more_than_four_hours_is_asked_on_our_own_schedule()
    {
        var message = await EndTryAsync(Outcomes.Failed(As4SendFailure.Busy, sent: false, retryAfter: TimeSpan.FromDays(400)));
        Assert.InRange((await OnlyWorkAsync(message.Id)).DueAt, _file.Clock.Now, _file.Clock.Now.AddMinutes(5));
    }

    [Fact]
    [Rule("AP-5.1")]
    public async Task An_acknowledged_message_waits_for_its_receipt_and_the_event_log_keeps_the_proof()
    {
        var keys = await pki.KeysAsync();
        var message = await EndTryAsync(Outcomes.Acknowledged(keys.AccessPoint));
        Assert.Equal(MessageStatus.WaitingForReceipt, message.Status);
        var work = await OnlyWorkAsync(message.Id);
        Assert.Equal((WorkKind.AwaitReceipt, _file.Clock.Now.AddHours(4)), (work.Kind, work.DueAt));
        var codes = (await _file.Store.EventsAsync(message.Id, Cancelled)).Select(step => step.Code);
        Assert.Equal(["SUBMITTED", "ACKNOWLEDGE", "WAITING_FOR_RECEIPT"], codes);
        var entry = await LogAsync();
        Assert.Equal(("message-sent", "AP0002", message.As4MessageId, message.XheId), (entry.Event, entry.PeerParty, entry.As4MessageId, entry.XheId));
        Assert.Equal((message.From, message.To, "AQID"), (entry.From, entry.To, entry.PeerSignature));
        Assert.Contains(keys.AccessPoint.Certificate.Thumbprint, entry.PeerCertificate, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_every_try_signed_is_kept_for_late_receipts()
    {
        var message = await EndTryAsync(Outcomes.Failed(As4SendFailure.TimedOut, sent: true));
        Assert.Equal(2, Assert.Single(await _file.Store.TriesAsync(message.Id, Cancelled)).Count);
    }

    [Fact]
    [Rule("AP-4")]
    public async Task A_receiver_that_is_not_registered_ends_the_message_and_an_outage_does_not()
    {
        var message = await _file.AddDueAsync();
        await _recorder.NotSentAsync(await _file.ClaimAsync(), message, _runtime.Environment, new StepFault("The SMP does not answer.", Retryable: true), Cancelled);
        Assert.Equal(MessageStatus.ScheduledForResend, (await _file.Store.FindAsync(message.Id, Cancelled))!.Status);
        _file.Clock.Now += TimeSpan.FromHours(1);
        await _recorder.NotSentAsync(await _file.ClaimAsync(), message, _runtime.Environment, new StepFault("Not registered.", Retryable: false), Cancelled);
        Assert.Equal(MessageStatus.MessageExchangeError, (await _file.Store.FindAsync(message.Id, Cancelled))!.Status);
        Assert.Equal("Not registered.", (await _file.Store.EventsAsync(message.Id, Cancelled))[^1].Detail);
    }

    private async Task<MessageRow> EndTryAsync(As4SendOutcome outcome, MessageRow? message = null)
    {
        message ??= await _file.AddDueAsync();
        if ((await WorkAsync(message.Id)).Single().DueAt is var due && due > _file.Clock.Now)
        {
            _file.Clock.Now = due;
        }

        var work = await _file.ClaimAsync();
        var current = await _recorder.BeginTryAsync(work, _route, _runtime.Environment, null, Cancelled);
        await _recorder.OutcomeAsync(work, current!, _route, outcome, _runtime.Environment, Cancelled);
        return (await _file.Store.FindAsync(message.Id, Cancelled))!;
    }

    private async Task AssertWaitsAsync(MessageRow message)
    {
        Assert.Equal((MessageStatus.WaitingForReceipt, MessageMark.None), (message.Status, message.Mark));
        Assert.Equal(WorkKind.AwaitReceipt, (await OnlyWorkAsync(message.Id)).Kind);
        Assert.Contains(await _file.Store.EventsAsync(message.Id, Cancelled), step => step.Detail.StartsWith("EBMS:0301 MissingReceipt", StringComparison.Ordinal));
    }

    private async Task<WorkRow> OnlyWorkAsync(Guid message) => Assert.Single(await WorkAsync(message));

    private async Task<List<WorkRow>> WorkAsync(Guid message)
    {
        await using var db = _file.Open();
        return await db.Work.AsNoTracking().Where(row => row.MessageId == message).ToListAsync(Cancelled);
    }

    private async Task<EventLogRow> LogAsync()
    {
        await using var db = _file.Open();
        return await db.EventLog.AsNoTracking().OrderByDescending(row => row.Id).FirstAsync(Cancelled);
    }

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite(PkiFixture pki) : OutboundRecorderTests(pki, postgres: null);

    /// <summary>Over PostgreSQL.</summary>
    public sealed class OnPostgres(PkiFixture pki, PostgresFixture postgres) : OutboundRecorderTests(pki, postgres);
}
