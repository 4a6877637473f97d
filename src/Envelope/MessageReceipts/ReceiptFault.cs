using SdkNode.Security.Xml;

namespace SdkNode.Envelope.MessageReceipts;

/// <summary>Why a message receipt was refused.</summary>
/// <param name="Rules">Every rule that it breaks; at least one.</param>
public sealed record ReceiptFault(IReadOnlyList<RuleFault> Rules)
{
    /// <summary>All of it in one line.</summary>
    public string Detail => string.Join("; ", Rules);

    internal static ReceiptFault Malformed(XmlFault fault) => new([new RuleFault("RCPT-0", $"not readable as XML: {fault.Kind}: {fault.Detail}")]);
}
