namespace SdkNode.Node.Store.Rows;

/// <summary>An AS4 message that was received, for duplicate detection by (environment, sending party, MessageId) (AS4-7).</summary>
internal sealed class ReceivedTransferRow
{
    /// <summary>Row id.</summary>
    public long Id { get; set; }

    /// <summary>The environment.</summary>
    public required string Environment { get; set; }

    /// <summary>The sending access point.</summary>
    public required string SendingParty { get; set; }

    /// <summary>Its MessageId.</summary>
    public required string As4MessageId { get; set; }

    /// <summary>The signed references: a line <c>URI digest</c> each.</summary>
    public required string References { get; set; }

    /// <summary>The AS4 receipt as it was answered; a duplicate gets the same octets.</summary>
    public required byte[] Receipt { get; set; }

    /// <summary>The message that came of it.</summary>
    public Guid MessageId { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset ReceivedAt { get; set; }
}
