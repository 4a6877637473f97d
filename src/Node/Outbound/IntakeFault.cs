using SdkNode.Envelope.MessageReceipts;
using SdkNode.Node.Store;

namespace SdkNode.Node.Outbound;

/// <summary>What kind of fault a submission had.</summary>
internal enum IntakeFaultKind
{
    /// <summary>It breaks a rule.</summary>
    Refused,

    /// <summary>It is larger than may be sent (MSG-13).</summary>
    TooLarge,

    /// <summary>Its message id is used (RCPT-4).</summary>
    Duplicate,

    /// <summary>Something that is needed to judge it does not answer; try again.</summary>
    Unavailable,
}

/// <summary>One fault of a submission.</summary>
/// <param name="Text">What is wrong, for people; never content.</param>
/// <param name="Rule">The codes of RCPT-4 as <c>BV/invariant</c>, where a rule of the message is broken.</param>
/// <param name="In">Where, an XPath in the message, or null.</param>
internal sealed record IntakeIssue(string Text, string? Rule = null, string? In = null)
{
    /// <summary>The fault as the receiver would have told it.</summary>
    public static IntakeIssue Of(ReceiptLine line) => new(line.Text, $"{line.Code}/{line.Reason}", line.LineId);

    /// <summary>One line.</summary>
    public override string ToString() => Rule is null ? Text : $"{Rule}: {Text}";
}

/// <summary>Why a submission was not taken.</summary>
/// <param name="Kind">What kind of fault.</param>
/// <param name="Issues">All faults that were found.</param>
internal sealed record IntakeFault(IntakeFaultKind Kind, IReadOnlyList<IntakeIssue> Issues)
{
    /// <summary>Of a duplicate: the id that is used.</summary>
    public string? UsedId { get; init; }

    /// <summary>Whether it is certain that nothing was stored.</summary>
    public bool NothingStored { get; init; } = true;

    /// <summary>The faults, a line each.</summary>
    public IReadOnlyList<string> Details => [.. Issues.Select(issue => issue.ToString())];

    /// <summary>The store cannot be used now.</summary>
    public static IntakeFault Of(StorageFault fault) => new(IntakeFaultKind.Unavailable, [new IntakeIssue(fault.ForClients)]) { NothingStored = fault.NothingStored };

    /// <summary>A rule is broken.</summary>
    public static IntakeFault Refuse(string text) => new(IntakeFaultKind.Refused, [new IntakeIssue(text)]);
}
