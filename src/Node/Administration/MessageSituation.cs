using Microsoft.EntityFrameworkCore;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Administration;

/// <summary>A message with the work that is open on it: what an administrator sees, and what may be done (API-3).</summary>
/// <param name="Message">The message.</param>
/// <param name="Work">The open work on it and on its message receipt, oldest first.</param>
/// <param name="Receipt">Of an incoming message that is judged: its message receipt, which is on its way.</param>
internal sealed record MessageSituation(MessageRow Message, IReadOnlyList<WorkRow> Work, MessageRow? Receipt)
{
    /// <summary>Whether any of the work is being done right now.</summary>
    public bool IsRunning { get; private init; }

    /// <summary>Whether the receiver found malicious content in it.</summary>
    public bool IsMalicious { get; private init; }

    /// <summary>The work that is set aside.</summary>
    public IEnumerable<WorkRow> SetAside => Work.Where(row => row.DeadAt is not null);

    /// <summary>Whether it waits for its message receipt: then a retry sends it again.</summary>
    public bool AwaitsReceipt => Message is { Direction: Direction.Outgoing, Kind: MessageKind.Message, Status: MessageStatus.WaitingForReceipt } && Work.All(row => row.Kind == WorkKind.AwaitReceipt);

    /// <summary>The work that a retry makes due; a clock is not hurried.</summary>
    public IEnumerable<WorkRow> Hurried => Work.Where(row => row.Kind != WorkKind.AwaitReceipt || row.DeadAt is not null);

    /// <summary>Whether nothing is left to do for it: it is in a final status, or a message receipt that has been delivered.</summary>
    public bool IsOver => Message.Status.IsFinal() || Message is { Kind: MessageKind.MessageReceipt, Status: MessageStatus.Acknowledge };

    /// <summary>Why it can't be retried, or null.</summary>
    public string? WhyNoRetry => this switch
    {
        { IsRunning: true } => "It is being worked on right now; look at its timeline in a moment.",
        { AwaitsReceipt: true } => null,
        _ when Hurried.Any() => null,
        { IsOver: false } => "Nothing of it waits to be done.",
        { Message.Kind: MessageKind.MessageReceipt } => WhyNoNewReceipt(),
        { Message: { Direction: Direction.Incoming, Status: MessageStatus.New } } => "It has arrived and is in the mailbox; nothing is left to be done.",
        { Message.Direction: Direction.Incoming } => $"It came from {Message.From} and has failed for good (API-3). Ask the sender to send it anew.",
        { Message.Status: MessageStatus.Accepted } => "The receiver has accepted it: it has arrived.",
        { Message.RetriedAs: { } other } => $"It has been retried already, as {other}.",
        { Message: { Payload: null } or { DeletedAt: not null } } => "Its content is deleted. Send the message anew from the system that made it.",
        { IsMalicious: true } => "The receiver found malicious content in it, so it is not sent again. Make the message anew without the file that its timeline names.",
        _ => null,
    };

    /// <summary>Why it can't be ended, or null.</summary>
    public string? WhyNoEnd => IsOver && !SetAside.Any() ? $"It has ended already, as {Message.Status.Code()}." : null;

    /// <summary>Reads it; the rows are tracked, so that a change of them is one of <paramref name="db"/>. Null when there is no such message.</summary>
    public static async Task<MessageSituation?> ReadAsync(NodeDb db, Guid id, WorkStore leases, CancellationToken cancellationToken)
    {
        if (await db.Messages.FindAsync([id], cancellationToken) is not { } message)
        {
            return null;
        }

        var receipt = message is { Direction: Direction.Incoming, Kind: MessageKind.Message, Status: MessageStatus.ReceiptSent }
            ? await db.Messages.OrderBy(row => row.Id).FirstOrDefaultAsync(
                row => row.Environment == message.Environment && row.Participant == message.Participant && row.Direction == Direction.Outgoing
                    && row.Kind == MessageKind.MessageReceipt && row.Answers == message.XheId && row.Copy == message.Copy,
                cancellationToken)
            : null;
        Guid[] ids = receipt is null ? [message.Id] : [message.Id, receipt.Id];
        return new MessageSituation(message, await db.Work.Where(row => ids.Contains(row.MessageId)).OrderBy(row => row.Id).ToListAsync(cancellationToken), receipt)
        {
            IsRunning = await leases.IsRunningAsync(db, ids, cancellationToken),
            IsMalicious = message is { Direction: Direction.Outgoing, Mark: MessageMark.Rejected }
                && await db.MessageEvents.AnyAsync(row => row.MessageId == message.Id && row.Code == LineCode.Business && row.Title == ReasonCode.Forbidden, cancellationToken),
        };
    }

    private string WhyNoNewReceipt() => Message.Status == MessageStatus.MessageExchangeError && Message.Direction == Direction.Outgoing
        ? $"The message that this message receipt answers has failed with it. Ask {Message.To} to send the message anew."
        : "This message receipt has reached the other side.";
}
