using Microsoft.EntityFrameworkCore;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Security;

namespace SdkNode.Node.Administration;

/// <summary>Which messages an administrator looks for; what is null narrows nothing.</summary>
/// <param name="Id">Any id: of the envelope, the AS4 message, or the node's own.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Participant">A participant at either end.</param>
/// <param name="Direction"><c>outgoing</c> or <c>incoming</c>.</param>
/// <param name="Status">A status of API-3, or the mark REJECTED or ERROR.</param>
/// <param name="From">Made or received at this time or later.</param>
/// <param name="To">Made or received before this time.</param>
/// <param name="AccessPoint">The other access point's party id.</param>
/// <param name="SetAside">Only those with work that waits for an administrator.</param>
/// <param name="Receipts">Message receipts too.</param>
/// <param name="After">The node's own id of the last message of the page before.</param>
/// <param name="Size">How many at most.</param>
internal sealed record MessageWish(
    string? Id, string? Environment, string? Participant, string? Direction, string? Status, DateTimeOffset? From, DateTimeOffset? To, string? AccessPoint, bool SetAside, bool Receipts, Guid? After, int Size);

/// <summary>A page of messages, the newest first.</summary>
/// <param name="Messages">The messages.</param>
/// <param name="Next">What the next page begins after; null: there is none.</param>
internal sealed record MessagePage(IReadOnlyList<MessageLine> Messages, Guid? Next);

/// <summary>Finds messages for an administrator: headers alone, never content.</summary>
internal sealed class MessageSearch(Func<NodeDb> open)
{
    /// <summary>The most messages of a page.</summary>
    public const int MostPerPage = 200;

    /// <summary>A page, or what is wrong with the wish.</summary>
    public async Task<Result<MessagePage, DeskFault>> FindAsync(MessageWish wish, CancellationToken cancellationToken)
    {
        if (wish.Size is < 1 or > MostPerPage)
        {
            return new DeskFault($"A page of {wish.Size} messages is not given.", $"Ask for 1 to {MostPerPage}.");
        }

        if (!Read(wish).TryGet(out var stated, out var fault))
        {
            return fault;
        }

        await using var db = open();
        var found = await Narrow(db, wish, stated).OrderByDescending(row => row.Id).Take(wish.Size + 1).ToListAsync(cancellationToken);
        return new MessagePage([.. found.Take(wish.Size).Select(MessageLine.Of)], found.Count > wish.Size ? found[wish.Size - 1].Id : null);
    }

    private static IQueryable<MessageRow> Narrow(NodeDb db, MessageWish wish, Stated stated)
    {
        var rows = db.Messages.AsNoTracking();
        rows = wish.Id is { } id ? MessageStore.Named(rows, id) : rows;
        rows = wish.Environment is { } environment ? rows.Where(row => row.Environment == environment) : rows;
        rows = stated.Participant is { } name ? rows.Where(row => row.Participant == name || row.From == name || row.To == name) : rows;
        rows = stated.Direction is { } way ? rows.Where(row => row.Direction == way) : rows;
        rows = stated.Status is { } status ? rows.Where(row => row.Status == status) : rows;
        rows = stated.Mark is { } mark ? rows.Where(row => row.Mark == mark) : rows;
        rows = wish.AccessPoint is { } party ? rows.Where(row => row.PeerParty == party) : rows;
        rows = wish.From is { } from ? rows.Where(row => row.CreatedAt >= from) : rows;
        rows = wish.To is { } to ? rows.Where(row => row.CreatedAt < to) : rows;
        rows = wish.SetAside ? rows.Where(row => db.Work.Any(work => work.MessageId == row.Id && work.DeadAt != null)) : rows;
        rows = wish.After is { } after ? rows.Where(row => row.Id.CompareTo(after) < 0) : rows;

        // Who names an id or what is set aside wants it whatever it is.
        return wish.Receipts || wish.SetAside || wish.Id is not null ? rows : rows.Where(row => row.Kind == MessageKind.Message);
    }

    private static Result<Stated, DeskFault> Read(MessageWish wish)
    {
        var stated = new Stated(null, null, null, null);
        if (wish.Participant is { } text)
        {
            if (!ParticipantIdentifier.Parse(text).TryGet(out var participant, out var fault))
            {
                return new DeskFault($"{text}: {fault.Detail}", "Write it as 0203:kristinehamn.se.");
            }

            stated = stated with { Participant = participant.Value };
        }

        if (wish.Direction is { } direction)
        {
            if (direction is not ("outgoing" or "incoming"))
            {
                return new DeskFault($"There is no direction \"{direction}\".", "Use outgoing or incoming.");
            }

            stated = stated with { Direction = direction == "outgoing" ? Direction.Outgoing : Direction.Incoming };
        }

        if (wish.Status is not { } code)
        {
            return stated;
        }

        return MessageStatuses.TryRead(code, out var status) ? stated with { Status = status }
            : MessageStatuses.TryReadMark(code, out var mark) ? stated with { Mark = mark }
            : new DeskFault($"There is no status \"{code}\".", $"Use one of: {string.Join(", ", Enum.GetValues<MessageStatus>().Select(known => known.Code()))}, REJECTED, ERROR.");
    }

    private sealed record Stated(string? Participant, Direction? Direction, MessageStatus? Status, MessageMark? Mark);
}
