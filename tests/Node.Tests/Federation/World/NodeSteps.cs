using Microsoft.EntityFrameworkCore;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Node.Demo;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>What a test does with a node and asks of it.</summary>
internal static class NodeSteps
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Submits the demo's message with a PDF.</summary>
    public static async Task<AcceptedSubmission> SendAsync(this DemoNode from, DemoParty to)
    {
        using var message = DemoMessage.Make(from.Party, to, [], TimeProvider.System);
        using var xml = new MemoryStream();
        await message.WriteAsync(xml, Cancelled);
        xml.Position = 0;
        return await from.SubmitAsync(to, DocumentTypeIdentifier.SdkMessageBaseCode, xml);
    }

    /// <summary>Submits a payload.</summary>
    public static async Task<AcceptedSubmission> SubmitAsync(this DemoNode from, DemoParty to, string documentType, Stream payload)
    {
        var submission = new Submission(DemoServices.Environment, from.Party.Participant, to.Participant, documentType, to.Function);
        var done = await from.Get<Intake>().SubmitAsync(submission, payload, Cancelled);
        Assert.True(done.TryGet(out var accepted, out var fault), string.Join("; ", fault?.Details ?? []));
        return accepted;
    }

    /// <summary>The message once it has a status.</summary>
    public static Task<MessageRow> WaitForAsync(this DemoNode node, AcceptedSubmission sent, MessageStatus status) =>
        node.WaitForAsync(sent.XheId, status, () => node.Store.FindAsync(sent.Id, Cancelled));

    /// <summary>The outgoing message once it has a status, whichever node took it.</summary>
    public static Task<MessageRow> WaitForOutgoingAsync(this DemoNode node, string xheId, MessageStatus status) =>
        node.WaitForAsync(xheId, status, () => node.Store.FindAsync(DemoServices.Environment, node.Party.Participant, Direction.Outgoing, xheId, Cancelled));

    /// <summary>The incoming message once it has a status.</summary>
    public static Task<MessageRow> WaitForIncomingAsync(this DemoNode node, string xheId, MessageStatus status) =>
        node.WaitForAsync(xheId, status, () => node.FindIncomingAsync(xheId));

    /// <summary>The incoming message, or null.</summary>
    public static Task<MessageRow?> FindIncomingAsync(this DemoNode node, string xheId) =>
        node.Store.FindAsync(DemoServices.Environment, node.Party.Participant, Direction.Incoming, xheId, Cancelled);

    /// <summary>The row of an XHE id that came from a party, be it a copy.</summary>
    public static Task<MessageRow> IncomingAsync(this DemoNode node, string xheId, DemoParty from) => node.QueryAsync(db =>
        db.Messages.AsNoTracking().SingleAsync(row => row.Direction == Direction.Incoming && row.XheId == xheId && row.From == from.Participant, Cancelled));

    /// <summary>How many rows a participant holds for an incoming XHE id, copies included.</summary>
    public static Task<int> CountIncomingAsync(this DemoNode node, string xheId) =>
        node.QueryAsync(db => db.Messages.CountAsync(row => row.Direction == Direction.Incoming && row.XheId == xheId, Cancelled));

    /// <summary>How many messages a client has had stored.</summary>
    public static Task<int> CountOfClientAsync(this DemoNode node, string clientId) =>
        node.QueryAsync(db => db.Messages.CountAsync(row => row.ClientId == clientId, Cancelled));

    /// <summary>The codes of a message's timeline, in order.</summary>
    public static async Task<IReadOnlyList<MessageEventRow>> EventsAsync(this DemoNode node, Guid message) =>
        await node.Store.EventsAsync(message, Cancelled);

    /// <summary>The event log's entries about a transfer or an envelope.</summary>
    public static Task<List<EventLogRow>> LogAsync(this DemoNode node, string id) =>
        node.QueryAsync(db => db.EventLog.AsNoTracking().Where(row => row.XheId == id || row.As4MessageId == id).OrderBy(row => row.Id).ToListAsync(Cancelled));

    /// <summary>How many tries a message has had.</summary>
    public static Task<int> CountTriesAsync(this DemoNode node, Guid message) =>
        node.QueryAsync(db => db.Tries.CountAsync(row => row.MessageId == message, Cancelled));

    /// <summary>The content of a stored message receipt.</summary>
    public static async Task<MessageReceipt> ReadReceiptAsync(this DemoNode node, MessageRow receipt)
    {
        await using var payload = node.Content.OpenRead(receipt.Payload!.Value);
        var read = await MessageReceiptReader.ReadAsync(payload, Cancelled);
        return Assert.IsType<MessageReceipt>(read.Value);
    }

    /// <summary>Asks the running node's database.</summary>
    public static async Task<T> QueryAsync<T>(this DemoNode node, Func<NodeDb, Task<T>> query)
    {
        await using var db = node.Get<Func<NodeDb>>()();
        return await query(db);
    }

    private static Task<MessageRow> WaitForAsync(this DemoNode node, string xheId, MessageStatus status, Func<Task<MessageRow?>> find) =>
        Poll.WaitForAsync(
            $"{status.Code()} of {xheId} at {node.Party.Name}",
            async () => await find() is { } row && row.Status == status ? row : null,
            async () => await find() is { } row ? string.Join(" | ", (await node.EventsAsync(row.Id)).Select(step => $"{step.At:mm:ss.fff} {step.Code} {step.Detail}")) : "It is not there.");
}
