using Microsoft.EntityFrameworkCore;
using SdkNode.Crash.Federation;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Crash.Checks;

/// <summary>What a municipality's store holds of each message, counted.</summary>
internal sealed class StoreContents
{
    private StoreContents(ILookup<string, MessageRow> sent, ILookup<string, MessageRow> arrived, ILookup<string, MessageRow> receipts, IReadOnlyDictionary<Guid, int> ends) =>
        (Sent, Arrived, Receipts, Ends) = (sent, arrived, receipts, ends);

    /// <summary>Outgoing messages by id.</summary>
    public ILookup<string, MessageRow> Sent { get; }

    /// <summary>Incoming messages by id, copies that came under a used id included.</summary>
    public ILookup<string, MessageRow> Arrived { get; }

    /// <summary>Message receipts of both directions by the id that they answer.</summary>
    public ILookup<string, MessageRow> Receipts { get; }

    /// <summary>How many events with a final status each row has.</summary>
    public IReadOnlyDictionary<Guid, int> Ends { get; }

    /// <summary>Reads the store.</summary>
    public static async Task<StoreContents> ReadAsync(SideStore place, CancellationToken cancellationToken)
    {
        await using var db = place.Open();
        var rows = await db.Messages.AsNoTracking().ToListAsync(cancellationToken);
        var final = Enum.GetValues<MessageStatus>().Where(status => status.IsFinal()).Select(status => status.Code()).ToList();
        var ends = await db.MessageEvents.AsNoTracking().Where(row => final.Contains(row.Code)).GroupBy(row => row.MessageId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        return new StoreContents(
            rows.Where(row => row is { Kind: MessageKind.Message, Direction: Direction.Outgoing }).ToLookup(row => row.XheId),
            rows.Where(row => row is { Kind: MessageKind.Message, Direction: Direction.Incoming }).ToLookup(row => row.XheId),
            rows.Where(row => row.Kind == MessageKind.MessageReceipt).ToLookup(row => row.Answers ?? ""),
            ends);
    }

    /// <summary>How much is still to do.</summary>
    public static async Task<int> LeftAsync(SideStore place, CancellationToken cancellationToken)
    {
        await using var db = place.Open();
        return await db.Work.CountAsync(cancellationToken);
    }

    /// <summary>How many messages and receipts have not come to their end: falls as long as anything goes on.</summary>
    public static async Task<int> UnfinishedAsync(SideStore place, CancellationToken cancellationToken)
    {
        await using var db = place.Open();
        return await db.Messages.CountAsync(row => row.FinalAt == null && row.Status != MessageStatus.Acknowledge, cancellationToken);
    }

    /// <summary>How many events with a final status a row has.</summary>
    public int EndsOf(MessageRow row) => Ends.GetValueOrDefault(row.Id);
}
