namespace SdkNode.As4.Messages;

/// <summary>A value with an optional type attribute, as <c>eb:Service</c> and <c>eb:AgreementRef</c> are.</summary>
/// <param name="Value">The text.</param>
/// <param name="Type">The type attribute, or null when there is none.</param>
public sealed record As4Value(string Value, string? Type = null);
