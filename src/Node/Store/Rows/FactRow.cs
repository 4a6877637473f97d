namespace SdkNode.Node.Store.Rows;

/// <summary>Something that all nodes of a store must know, such as that outgoing messages are on hold.</summary>
internal sealed class FactRow
{
    /// <summary>The fact that outgoing messages wait; its value says why (<see cref="Outbound.OutgoingHold"/>).</summary>
    public const string OutgoingHold = "outgoing-hold";

    /// <summary>What it is about.</summary>
    public required string Name { get; set; }

    /// <summary>What is so.</summary>
    public required string Value { get; set; }

    /// <summary>Since when.</summary>
    public DateTimeOffset ChangedAt { get; set; }
}
