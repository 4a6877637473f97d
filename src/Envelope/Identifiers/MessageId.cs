using System.Diagnostics.CodeAnalysis;
using SdkNode.Security;

namespace SdkNode.Envelope.Identifiers;

/// <summary>The UUID of an envelope, a message or a conversation (XHE-3, MSG-2, MSG-3). Keeps the text as given, compared as a UUID.</summary>
public sealed class MessageId : IEquatable<MessageId>
{
    private MessageId(string value, Guid uuid) => (Value, Uuid) = (value, uuid);

    /// <summary>The id as given.</summary>
    public string Value { get; }

    /// <summary>The id as a number.</summary>
    public Guid Uuid { get; }

    /// <summary>A new random id.</summary>
    public static MessageId New() => From(Guid.NewGuid());

    /// <summary>The id of a UUID.</summary>
    public static MessageId From(Guid uuid) => new(uuid.ToString("D"), uuid);

    /// <summary>Reads a UUID in the form 8-4-4-4-12; refuses any other form (braces, no hyphens).</summary>
    public static Result<MessageId, RuleFault> Parse(string text) =>
        TryParse(text, out var id) ? id : new RuleFault("XHE-3", "an id is a UUID in the form 8-4-4-4-12 hexadecimal digits");

    /// <summary>Reads a UUID in the form 8-4-4-4-12.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out MessageId? id)
    {
        ArgumentNullException.ThrowIfNull(text);
        // ParseExact tolerates white space around the text, the profile does not.
        id = text.Length == 36 && Guid.TryParseExact(text, "D", out var uuid) ? new MessageId(text, uuid) : null;
        return id is not null;
    }

    /// <inheritdoc/>
    public bool Equals(MessageId? other) => other is not null && Uuid == other.Uuid;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MessageId);

    /// <inheritdoc/>
    public override int GetHashCode() => Uuid.GetHashCode();

    /// <summary>The id as given.</summary>
    public override string ToString() => Value;

    /// <summary>The same UUID.</summary>
    public static bool operator ==(MessageId? left, MessageId? right) => Equals(left, right);

    /// <summary>Different UUIDs.</summary>
    public static bool operator !=(MessageId? left, MessageId? right) => !Equals(left, right);
}
