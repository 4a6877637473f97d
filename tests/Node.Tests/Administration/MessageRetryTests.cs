using Microsoft.EntityFrameworkCore;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Administration;
using SdkNode.Node.Alarms;
using SdkNode.Node.Audit;
using SdkNode.Node.Demo;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Administration;

/// <summary>API-3: what an administrator's retry does in which status.</summary>
public sealed class MessageRetryTests(PkiFixture pki) : IAsyncLifetime
{
    private Desk _desk = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _desk = await Desk.MakeAsync(pki);

    public ValueTask DisposeAsync()
    {
        _desk.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    [Rule("API-3.4")]
    public async Task What_waits_for_its_next_try_is_due_now_and_keeps_its_ids()
    {
        var message = await _desk.AddAsync(row => (row.Status, row.As4MessageId, row.Sealed) = (MessageStatus.ScheduledForResend, "1@us", Guid.CreateVersion7()), WorkKind.Send);
        Assert.IsType<RetryOutcome.Due>(await _desk.RetryAsync(message));
        Assert.Equal(_desk.File.Clock.Now, Assert.Single(await _desk.WorkAsync(message)).DueAt);
        var kept = await _desk.FindAsync(message);
        Assert.Equal((message.Status, message.As4MessageId, message.Sealed), (kept.Status, kept.As4MessageId, kept.Sealed));
        Assert.Contains("(anna)", Assert.Single(await _desk.TimelineAsync(message)).Detail, StringComparison.Ordinal);
        var entry = Assert.Single(await _desk.LogAsync());
        Assert.Equal((EventLog.MessageRetried, "Retried by anna."), (entry.Event, entry.Fault));
    }

    [Theory]
    [Rule("API-3.4")]
    [InlineData(WorkKind.Send, Direction.Outgoing, MessageStatus.Submitted)]
    [InlineData(WorkKind.Open, Direction.Incoming, MessageStatus.Retrieved)]
    [InlineData(WorkKind.DropFiles, Direction.Incoming, MessageStatus.New)]
    internal async Task A_dead_letter_is_made_due_again_and_its_alarm_closed(WorkKind kind, Direction direction, MessageStatus status)
    {
        var message = await _desk.AddAsync(row => (row.Direction, row.Status) = (direction, status), kind);
        await SetAsideAsync(message);
        Assert.IsType<RetryOutcome.Due>(await _desk.RetryAsync(message));
        var work = Assert.Single(await _desk.WorkAsync(message));
        Assert.Equal((_desk.File.Clock.Now, null, null, 0, 0, 2), (work.DueAt, work.DeadAt, work.Fault, work.Faults, work.Claims, work.Attempts));
        Assert.Empty(await _desk.Alarms.OpenAsync(Cancelled));
        Assert.Equal(kind, (await _desk.File.ClaimAsync()).Kind);
        Assert.Equal(status, (await _desk.FindAsync(message)).Status);
    }

    [Fact]
    [Rule("API-3.4")]
    public async Task What_waits_for_its_message_receipt_is_sent_again_with_its_tries_fresh()
    {
        var message = await _desk.AddAsync(row => (row.Status, row.As4MessageId) = (MessageStatus.WaitingForReceipt, "1@us"), WorkKind.AwaitReceipt);
        Assert.IsType<RetryOutcome.Due>(await _desk.RetryAsync(message));
        var work = Assert.Single(await _desk.WorkAsync(message));
        Assert.Equal((WorkKind.Send, 0, _desk.File.Clock.Now), (work.Kind, work.Attempts, work.DueAt));
        var kept = await _desk.FindAsync(message);

        // The receiver may have it: when the new tries fail too, its message receipt decides (AS4-7).
        Assert.Equal((MessageStatus.ScheduledForResend, "1@us", true), (kept.Status, kept.As4MessageId, kept.MaybeDelivered));
    }

    [Fact]
    public async Task A_retry_of_a_judged_message_makes_its_message_receipt_due()
    {
        var message = await _desk.AddAsync(row => (row.Direction, row.Status) = (Direction.Incoming, MessageStatus.ReceiptSent));
        var receipt = await _desk.AddAsync(row => (row.Kind, row.Answers, row.Status) = (MessageKind.MessageReceipt, message.XheId, MessageStatus.ScheduledForResend), WorkKind.Send);
        Assert.IsType<RetryOutcome.Due>(await _desk.RetryAsync(message));
        Assert.Equal(_desk.File.Clock.Now, Assert.Single(await _desk.WorkAsync(receipt)).DueAt);
    }

    [Fact]
    [Rule("API-3.4")]
    public async Task A_failed_message_goes_out_as_a_new_one_of_the_same_conversation_with_the_same_content()
    {
        var failed = await _desk.SubmitAsync(row => row.As4MessageId = "1@us");
        var anew = Assert.IsType<RetryOutcome.Anew>(await _desk.RetryAsync(failed));

        var kept = await _desk.FindAsync(failed);
        Assert.Equal((MessageStatus.MessageExchangeError, anew.XheId, "1@us"), (kept.Status, kept.RetriedAs, kept.As4MessageId));
        var made = (await _desk.File.Store.FindAsync(anew.Id, Cancelled))!;
        Assert.Equal((MessageStatus.Scheduled, failed.ConversationId, failed.To, failed.OwnAddress, null), (made.Status, made.ConversationId, made.To, made.OwnAddress, made.As4MessageId));
        Assert.NotEqual(failed.XheId, made.XheId);
        Assert.Equal(WorkKind.Send, Assert.Single(await _desk.WorkAsync(made)).Kind);
        Assert.Contains(made.XheId, (await _desk.TimelineAsync(failed))[^1].Detail, StringComparison.Ordinal);
        Assert.Contains(failed.XheId, (await _desk.TimelineAsync(made))[^1].Detail, StringComparison.Ordinal);

        var (before, filesBefore) = await ReadAsync(failed);
        var (after, filesAfter) = await ReadAsync(made);
        Assert.Equal(made.XheId, after.MessageId.Uuid.ToString("D"));
        Assert.Equal((before.ConversationId, before.Label, before.Sender.Id, before.Recipient.Id), (after.ConversationId, after.Label, after.Sender.Id, after.Recipient.Id));
        Assert.Equal(before.Documents[0].Texts, after.Documents[0].Texts);
        Assert.Equal(2, filesAfter.Count);
        Assert.Equal(filesBefore, filesAfter);
    }

    [Fact]
    public async Task The_payload_of_another_type_goes_out_under_a_new_id_unchanged()
    {
        var failed = await _desk.AddAsync(row => (row.Status, row.Mark, row.DocumentType) = (MessageStatus.MessageExchangeError, MessageMark.Error, $"{DemoServices.BulkType}::tm-base-ext-sigenc"));
        var payload = await _desk.Content.WriteAsync(new byte[] { 0, 1, 255 });
        await SetAsync(failed, row => row.Payload = payload);
        var anew = Assert.IsType<RetryOutcome.Anew>(await _desk.RetryAsync(failed));
        Assert.Equal([0, 1, 255], await _desk.Content.ReadAsync((await _desk.File.Store.FindAsync(anew.Id, Cancelled))!.Payload!.Value));
    }

    [Fact]
    [Rule("API-3.4", Refuses = true)]
    public async Task A_failed_message_is_sent_anew_once_only()
    {
        var failed = await _desk.SubmitAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _desk.RetryAsync(failed)));
        var anew = Assert.Single(outcomes.OfType<RetryOutcome.Anew>());
        Assert.Equal(3, outcomes.OfType<RetryOutcome.Refused>().Count(refused => refused.Why.Contains(anew.XheId, StringComparison.Ordinal)));
        await using var db = _desk.File.Open();
        Assert.Equal(2, await db.Messages.CountAsync(Cancelled));
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(_desk.Content.FullName, "content"), "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    [Rule("API-3.4", Refuses = true)]
    public async Task What_cannot_be_retried_is_refused_with_the_reason()
    {
        await RefusedAsync(await _desk.SubmitAsync(row => (row.Status, row.Mark) = (MessageStatus.Accepted, MessageMark.None)), "accepted it");
        await RefusedAsync(await _desk.SubmitAsync(row => (row.Payload, row.DeletedAt) = (null, _desk.File.Clock.Now)), "content is deleted");
        await RefusedAsync(await _desk.SubmitAsync(row => row.From = "0203:hagfors.example"), "does not serve 0203:hagfors.example");
        await RefusedAsync(await _desk.SubmitAsync(row => row.FunctionalAddress = "elsewhere"), "functional address");
        await RefusedAsync(await _desk.AddAsync(row => (row.Direction, row.Status) = (Direction.Incoming, MessageStatus.New)), "in the mailbox");
        await RefusedAsync(await _desk.AddAsync(row => (row.Direction, row.Status) = (Direction.Incoming, MessageStatus.MessageExchangeError)), "Ask the sender");
        await RefusedAsync(await _desk.AddAsync(row => (row.Kind, row.Status) = (MessageKind.MessageReceipt, MessageStatus.Acknowledge)), "reached the other side");
        await RefusedAsync(await _desk.AddAsync(row => (row.Kind, row.Status) = (MessageKind.MessageReceipt, MessageStatus.MessageExchangeError)), "has failed with it");
        Assert.IsType<RetryOutcome.NotFound>(await _desk.Retry.RunAsync(Guid.NewGuid(), "anna", Cancelled));
        await RefusedAsync(await MaliciousAsync(), "malicious content");
        var damaged = await _desk.SubmitAsync();
        File.Delete(_desk.Content.PathOf(damaged.Payload!.Value));
        await RefusedAsync(damaged, $"{damaged.Payload:N} is not there");
    }

    [Fact]
    public async Task What_is_being_worked_on_is_left_alone()
    {
        var message = await _desk.File.AddDueAsync();
        var work = await _desk.File.ClaimAsync();
        await RefusedAsync(message, "being worked on right now");
        Assert.Equal(work.LeaseOwner, Assert.Single(await _desk.WorkAsync(message)).LeaseOwner);
    }

    private async Task<MessageRow> MaliciousAsync()
    {
        var message = await _desk.SubmitAsync(row => row.Mark = MessageMark.Rejected);
        await using var db = _desk.File.Open();
        db.Add(new MessageEventRow { MessageId = message.Id, At = _desk.File.Clock.Now, Code = "BV", Title = "forbidden", Detail = "A file is malicious." });
        await db.SaveChangesAsync(Cancelled);
        return message;
    }

    private async Task RefusedAsync(MessageRow message, string why)
    {
        var events = (await _desk.TimelineAsync(message)).Count;
        Assert.Contains(why, Assert.IsType<RetryOutcome.Refused>(await _desk.RetryAsync(message)).Why, StringComparison.Ordinal);
        Assert.Equal((message.Status, null, events), ((await _desk.FindAsync(message)).Status, (await _desk.FindAsync(message)).RetriedAs, (await _desk.TimelineAsync(message)).Count));
    }

    private async Task SetAsideAsync(MessageRow message)
    {
        await using var db = _desk.File.Open();
        var work = await db.Work.SingleAsync(row => row.MessageId == message.Id, Cancelled);
        (work.DeadAt, work.DueAt, work.Fault, work.Faults, work.Claims, work.Attempts) = (_desk.File.Clock.Now, DateTimeOffset.MaxValue, "It broke.", 8, 3, 2);
        await db.SaveChangesAsync(Cancelled);
        await _desk.Alarms.RaiseAsync(AlarmKinds.DeadLetter, message.Environment, message.XheId, "It broke.", "", Cancelled);
    }

    private async Task SetAsync(MessageRow message, Action<MessageRow> change)
    {
        await using var db = _desk.File.Open();
        change(await db.Messages.SingleAsync(row => row.Id == message.Id, Cancelled));
        await db.SaveChangesAsync(Cancelled);
    }

    private async Task<(SdkMessage Message, List<string> Files)> ReadAsync(MessageRow row)
    {
        var files = new List<MemoryStream>();
        using var payload = new MemoryStream(await _desk.Content.ReadAsync(row.Payload!.Value));
        var reading = await SdkMessageReader.ReadAsync(payload, MessageLimits.Incoming, (_, _) =>
        {
            files.Add(new MemoryStream());
            return ValueTask.FromResult<Stream>(files[^1]);
        }, Cancelled);
        return (reading.Message!, files.ConvertAll(file => Convert.ToHexString(file.ToArray())));
    }
}
