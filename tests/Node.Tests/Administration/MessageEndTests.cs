using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Administration;
using SdkNode.Node.Alarms;
using SdkNode.Node.Audit;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Outbound;
using SdkNode.Node.Tests.Support;
using SdkNode.Routing;

namespace SdkNode.Node.Tests.Administration;

/// <summary>What becomes of a message that an administrator ends, and of what was being done with it at that instant.</summary>
public sealed class MessageEndTests(PkiFixture pki) : IAsyncLifetime
{
    private Desk _desk = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _desk = await Desk.MakeAsync(pki);

    public ValueTask DisposeAsync()
    {
        _desk.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(MessageStatus.Scheduled, WorkKind.Send)]
    [InlineData(MessageStatus.ScheduledForResend, WorkKind.Send)]
    [InlineData(MessageStatus.WaitingForReceipt, WorkKind.AwaitReceipt)]
    internal async Task An_outgoing_message_fails_and_its_work_is_removed(MessageStatus status, WorkKind kind)
    {
        var message = await _desk.AddAsync(row => row.Status = status, kind);
        await _desk.Alarms.RaiseAsync(AlarmKinds.DeadLetter, message.Environment, message.XheId, "It broke.", "", Cancelled);
        Assert.IsType<EndOutcome.Ended>(await _desk.EndAsync(message));
        var ended = await _desk.FindAsync(message);
        Assert.Equal((MessageStatus.MessageExchangeError, MessageMark.Error, _desk.File.Clock.Now), (ended.Status, ended.Mark, ended.FinalAt));
        Assert.Empty(await _desk.WorkAsync(message));
        Assert.Empty(await _desk.Alarms.OpenAsync(Cancelled));
        Assert.Equal(["ERROR", "MESSAGE_EXCHANGE_ERROR"], (await _desk.TimelineAsync(message)).Select(step => step.Code));
        Assert.Equal("Ended by an administrator (anna): no longer needed", (await _desk.TimelineAsync(message))[^1].Detail);
        var entry = Assert.Single(await _desk.LogAsync());
        Assert.Equal((EventLog.MessageEnded, "Ended by an administrator (anna): no longer needed"), (entry.Event, entry.Fault));
    }

    [Fact]
    public async Task An_unopened_message_ends_without_a_message_receipt()
    {
        var message = await _desk.AddAsync(row => (row.Direction, row.Status) = (Direction.Incoming, MessageStatus.Retrieved), WorkKind.Open);
        Assert.IsType<EndOutcome.Ended>(await _desk.EndAsync(message));
        Assert.Equal(MessageStatus.MessageExchangeError, (await _desk.FindAsync(message)).Status);
        Assert.Contains("No message receipt is sent (RCPT-5)", (await _desk.TimelineAsync(message))[^1].Detail, StringComparison.Ordinal);
        await using var db = _desk.File.Open();
        Assert.Equal((1, 0), (await db.Messages.CountAsync(Cancelled), await db.Work.CountAsync(Cancelled)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_receipt_that_is_ended_ends_the_message_that_it_answers_and_its_delivery_goes_on(bool byReceipt)
    {
        var message = await _desk.AddAsync(row => (row.Direction, row.Status, row.Payload) = (Direction.Incoming, MessageStatus.ReceiptSent, Guid.CreateVersion7()), WorkKind.DropFiles);
        var receipt = await _desk.AddAsync(row => (row.Kind, row.Answers, row.Status) = (MessageKind.MessageReceipt, message.XheId, MessageStatus.ScheduledForResend), WorkKind.Send);
        Assert.IsType<EndOutcome.Ended>(await _desk.EndAsync(byReceipt ? receipt : message));
        Assert.Equal(MessageStatus.MessageExchangeError, (await _desk.FindAsync(receipt)).Status);
        var ended = await _desk.FindAsync(message);
        Assert.Equal((MessageStatus.MessageExchangeError, message.Payload), (ended.Status, ended.Payload));
        Assert.Empty(await _desk.WorkAsync(receipt));
        Assert.Equal(WorkKind.DropFiles, Assert.Single(await _desk.WorkAsync(message)).Kind);
    }

    [Fact]
    public async Task A_delivery_that_is_set_aside_is_given_up_and_the_message_stays_NEW()
    {
        var message = await _desk.AddAsync(row => (row.Direction, row.Status) = (Direction.Incoming, MessageStatus.New), WorkKind.NotifyWebhook, WorkKind.DropFiles);
        await using (var db = _desk.File.Open())
        {
            var work = await db.Work.SingleAsync(row => row.Kind == WorkKind.NotifyWebhook, Cancelled);
            work.DeadAt = _desk.File.Clock.Now;
            await db.SaveChangesAsync(Cancelled);
        }

        Assert.Contains("NotifyWebhook", Assert.IsType<EndOutcome.Ended>(await _desk.EndAsync(message)).What, StringComparison.Ordinal);
        Assert.Equal(MessageStatus.New, (await _desk.FindAsync(message)).Status);
        Assert.Equal(WorkKind.DropFiles, Assert.Single(await _desk.WorkAsync(message)).Kind);
    }

    [Fact]
    [Rule("API-3.3")]
    public async Task A_message_that_has_ended_is_not_ended_again()
    {
        var message = await _desk.AddAsync(row => row.Status = MessageStatus.Accepted);
        Assert.Contains("ACCEPTED", Assert.IsType<EndOutcome.Refused>(await _desk.EndAsync(message)).Why, StringComparison.Ordinal);
        Assert.Equal((MessageStatus.Accepted, MessageMark.None), ((await _desk.FindAsync(message)).Status, (await _desk.FindAsync(message)).Mark));
        Assert.IsType<EndOutcome.NotFound>(await _desk.End.RunAsync(Guid.NewGuid(), "anna", "", Cancelled));
    }

    [Fact]
    public async Task A_try_that_is_on_its_way_changes_nothing_but_its_acknowledgement_is_kept_as_proof()
    {
        var message = await _desk.AddAsync(null, WorkKind.Send);
        _desk.File.Clock.Now += TimeSpan.FromHours(2);
        var work = await _desk.File.ClaimAsync();
        var recorder = new OutboundRecorder(_desk.File.Store, _desk.File.Clock);
        var keys = await pki.KeysAsync();
        var route = new ReceiverRoute(new Uri("https://peer.example/as4"), keys.AccessPoint.Certificate, "AP0002", null, "digg-transport-as4-v1_0", _desk.File.Clock.Now.AddHours(1));
        var current = await recorder.BeginTryAsync(work, route, _desk.Runtime.Environment, null, Cancelled);
        Assert.IsType<EndOutcome.Ended>(await _desk.EndAsync(message));

        await recorder.OutcomeAsync(work, current!, route, Outcomes.Acknowledged(keys.AccessPoint), _desk.Runtime.Environment, Cancelled);
        Assert.False(await recorder.SealedAsync(work, new SealedContent(Guid.NewGuid(), 1, [], false, 1), Cancelled));
        Assert.Null(await recorder.BeginTryAsync(work, route, _desk.Runtime.Environment, null, Cancelled));
        Assert.Equal((MessageStatus.MessageExchangeError, null), ((await _desk.FindAsync(message)).Status, (await _desk.FindAsync(message)).Sealed));
        Assert.Empty(await _desk.WorkAsync(message));
        Assert.Equal([EventLog.MessageEnded, EventLog.MessageSent], (await _desk.LogAsync()).Select(row => row.Event));
        Assert.Contains("on its way was acknowledged", (await _desk.TimelineAsync(message))[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Rule("API-3.3")]
    public async Task A_message_receipt_at_the_same_instant_and_the_end_give_one_final_status()
    {
        for (var i = 0; i < 20; i++)
        {
            var message = await _desk.AddAsync(row => row.Status = MessageStatus.WaitingForReceipt, WorkKind.AwaitReceipt);
            var accepting = Task.Run(() => StoreTransaction.RunAsync(_desk.File.Open, async db =>
            {
                var row = await db.Messages.SingleAsync(row => row.Id == message.Id, Cancelled);
                if (row.Status.IsFinal())
                {
                    return false;
                }

                db.Add(Events.Move(row, MessageStatus.Accepted, _desk.File.Clock, "The receiver accepted the message."));
                db.Work.RemoveRange(db.Work.Where(work => work.MessageId == message.Id));
                return true;
            }, Cancelled), Cancelled);
            var ending = Task.Run(() => _desk.EndAsync(message), Cancelled);
            var accepted = await accepting;
            var ended = await ending is EndOutcome.Ended;

            Assert.True(accepted ^ ended);
            var final = await _desk.FindAsync(message);
            Assert.Equal(accepted ? (MessageStatus.Accepted, MessageMark.None) : (MessageStatus.MessageExchangeError, MessageMark.Error), (final.Status, final.Mark));
            Assert.Empty(await _desk.WorkAsync(message));
        }
    }
}
