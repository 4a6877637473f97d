namespace SdkNode.Node.Outbound;

/// <summary>What somebody wants sent.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="From">The sending participant, one of ours.</param>
/// <param name="To">The receiving participant.</param>
/// <param name="DocumentType">The document identifier without transport model.</param>
/// <param name="FunctionalAddress">The receiver's functional address; for an SDK message it must equal the one inside (XHE-7).</param>
internal sealed record Submission(string Environment, string From, string To, string DocumentType, string? FunctionalAddress)
{
    /// <summary>The client that submits it, where one does.</summary>
    public string? ClientId { get; init; }

    /// <summary>The sender's functional address, where a client submits it that may act for some addresses only.</summary>
    public string? SenderAddress { get; init; }

    /// <summary>The person who wrote it, where one did.</summary>
    public string? Author { get; init; }
}

/// <summary>A submission with its payload.</summary>
/// <param name="Submission">What is wanted.</param>
/// <param name="WriteAsync">Writes the payload; more than the type allows is cut off by an exception that intake turns into its fault.</param>
internal sealed record OutgoingPayload(Submission Submission, Func<Stream, CancellationToken, Task> WriteAsync)
{
    /// <summary>About how many octets it has, where that is known before it is written; room is asked for them.</summary>
    public long AnnouncedBytes { get; init; }
}

/// <summary>A submission that is stored: from here it is not lost.</summary>
/// <param name="Id">The internal id.</param>
/// <param name="XheId">The message's id.</param>
internal sealed record AcceptedSubmission(Guid Id, string XheId)
{
    /// <summary>The conversation, where the message's type has one.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The receiving participant.</summary>
    public string? To { get; init; }
}
