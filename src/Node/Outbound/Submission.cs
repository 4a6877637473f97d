namespace SdkNode.Node.Outbound;

/// <summary>What somebody wants sent.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="From">The sending participant, one of ours.</param>
/// <param name="To">The receiving participant.</param>
/// <param name="DocumentType">The document identifier without transport model.</param>
/// <param name="FunctionalAddress">The receiver's functional address; for an SDK message it must equal the one inside (XHE-7).</param>
internal sealed record Submission(string Environment, string From, string To, string DocumentType, string? FunctionalAddress);

/// <summary>A submission that is stored: from here it is not lost.</summary>
internal sealed record AcceptedSubmission(Guid Id, string XheId);

/// <summary>Why a submission was not taken; nothing was stored.</summary>
internal sealed record IntakeFault(IReadOnlyList<string> Details);
