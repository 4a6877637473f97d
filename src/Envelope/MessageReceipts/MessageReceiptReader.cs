using SdkNode.Envelope.Schemas;
using SdkNode.Envelope.Xhe;
using SdkNode.Security;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.MessageReceipts;

/// <summary>Reads message receipts: XML, schema, rules. A receipt is never answered, so that faults are for our own people (RCPT-2).</summary>
public static class MessageReceiptReader
{
    /// <summary>The largest receipt that is read, in bytes.</summary>
    public const long MostBytes = 1024 * 1024;

    /// <summary>Reads a receipt.</summary>
    /// <param name="receipt">The XML.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The receipt, or every rule that it breaks.</returns>
    public static async Task<Result<MessageReceipt, ReceiptFault>> ReadAsync(Stream receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var read = await XmlTree.ReadAsync(receipt, XmlLimits.Header with { MaxBytes = MostBytes }, cancellationToken);
        return read.TryGet(out var tree, out var fault) ? Read(tree) : ReceiptFault.Malformed(fault);
    }

    /// <summary>Reads a receipt in memory.</summary>
    /// <returns>The receipt, or every rule that it breaks.</returns>
    public static Result<MessageReceipt, ReceiptFault> Read(ReadOnlySpan<byte> utf8) =>
        XmlTree.Parse(utf8, XmlLimits.Header with { MaxBytes = MostBytes }).TryGet(out var tree, out var fault) ? Read(tree) : ReceiptFault.Malformed(fault);

    private static Result<MessageReceipt, ReceiptFault> Read(XmlTree tree)
    {
        var schema = new SchemaSink(OwnSchemas.MessageReceipt, MessageReceipt.RootName);
        tree.ReplayTo(schema);
        var faults = schema.Faults.Select(fault => new RuleFault("RCPT-0", $"schema: {fault.Text}", fault.Path)).ToList();
        var receipt = faults.Count == 0 ? new ReceiptRules(tree.Root, faults).Read() : null;
        return receipt is not null && faults.Count == 0 ? receipt : new ReceiptFault(faults);
    }

    internal static string TextOf(XmlTreeElement element) => XheRules.TextOf(element);
}
