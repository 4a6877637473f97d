namespace SdkNode.As4.Messages;

/// <summary>
/// The <c>eb:UserMessage</c> of a transfer (AS4-2). A resend uses the same value, so that <c>eb:Messaging</c> has the same
/// octets in every try (AS4-7).
/// </summary>
public sealed record As4UserMessage
{
    /// <summary>The unique id of the transfer, RFC 5322 local@domain; kept when the transfer is tried again.</summary>
    public required string MessageId { get; init; }

    /// <summary>The MessageId that this one answers, or null.</summary>
    public string? RefToMessageId { get; init; }

    /// <summary>When the message was made, UTC.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The sending access point.</summary>
    public required As4Party From { get; init; }

    /// <summary>The receiving access point.</summary>
    public required As4Party To { get; init; }

    /// <summary>The agreement, or null; the federation's profile has none and accepts one.</summary>
    public As4Value? AgreementRef { get; init; }

    /// <summary>The service: the process, with the process scheme as its type.</summary>
    public required As4Value Service { get; init; }

    /// <summary>The action: document scheme and document identifier.</summary>
    public required string Action { get; init; }

    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The message partition channel, or null for the default one.</summary>
    public string? Mpc { get; init; }

    /// <summary>The message properties in their order.</summary>
    public IReadOnlyList<As4Property> Properties { get; init; } = [];

    /// <summary>The payloads in their order.</summary>
    public IReadOnlyList<As4Part> Parts { get; init; } = [];

    /// <summary>True for a message to the test service: it gets a receipt and is never delivered (AS4-9).</summary>
    public bool IsTest => Service.Value == As4Names.TestService && Action == As4Names.TestAction;

    /// <summary>The first message property of that name, or null. Names are compared without regard to case.</summary>
    public As4Property? Property(string name) =>
        Properties.FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
