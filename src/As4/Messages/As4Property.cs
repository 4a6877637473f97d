namespace SdkNode.As4.Messages;

/// <summary>An <c>eb:Property</c> of the message or of a part; with or without a type (AS4-10).</summary>
/// <param name="Name">The name, compared without regard to case when it is looked up.</param>
/// <param name="Value">The value.</param>
/// <param name="Type">The type attribute, or null when there is none.</param>
public sealed record As4Property(string Name, string Value, string? Type = null);
