using SdkNode.Security;

namespace SdkNode.Envelope.Identifiers;

/// <summary>
/// A participant of the federation, <c>ICD:value</c> such as <c>0203:kristinehamn.se</c> (ID-2). Keeps the text as given and is
/// compared without regard to case.
/// </summary>
public sealed class ParticipantIdentifier : IEquatable<ParticipantIdentifier>
{
    /// <summary>The identifier scheme of every participant (ID-1).</summary>
    public const string Scheme = "iso6523-actorid-upis";

    private ParticipantIdentifier(string value) => Value = value;

    /// <summary>The identifier as given.</summary>
    public string Value { get; }

    /// <summary>The identifier in lower case: the form that is hashed for the name look-up (DIR-1).</summary>
    public string Normalized => Lower(Value);

    /// <summary>The ISO 6523 code before the colon: <c>0203</c>, <c>0007</c> or <c>0088</c>.</summary>
    public string Icd => Value[..4];

    /// <summary>Reads an identifier; refuses any other ICD and a value that does not fit its ICD (ID-2).</summary>
    public static Result<ParticipantIdentifier, RuleFault> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length < 5 || text[4] != ':')
        {
            return Refuse("a participant identifier is a code of four digits, a colon and a value, as in 0203:kommun.se");
        }

        var value = text.AsSpan(5);
        return text[..4] switch
        {
            "0203" => DomainNames.Explain(value) is { } wrong ? Refuse($"0203 takes a domain name in dotted form: {wrong}") : new ParticipantIdentifier(text),
            "0007" => IsDigits(value, 10) ? new ParticipantIdentifier(text) : Refuse("0007 takes a Swedish organisation number of 10 digits without hyphen"),
            "0088" => IsDigits(value, 13) ? new ParticipantIdentifier(text) : Refuse("0088 takes a GLN of 13 digits"),
            _ => Refuse("only the codes 0203 (domain name), 0007 (organisation number) and 0088 (GLN) are known"),
        };
    }

    /// <inheritdoc/>
    public bool Equals(ParticipantIdentifier? other) => other is not null && string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ParticipantIdentifier);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <summary>The identifier as given.</summary>
    public override string ToString() => Value;

    /// <summary>Equal without regard to case (ID-2).</summary>
    public static bool operator ==(ParticipantIdentifier? left, ParticipantIdentifier? right) => Equals(left, right);

    /// <summary>Different even without regard to case (ID-2).</summary>
    public static bool operator !=(ParticipantIdentifier? left, ParticipantIdentifier? right) => !Equals(left, right);

    private static RuleFault Refuse(string detail) => new("ID-2", detail);

    private static bool IsDigits(ReadOnlySpan<char> text, int length) => text.Length == length && !text.ContainsAnyExceptInRange('0', '9');

    private static string Lower(string text) => string.Create(text.Length, text, static (span, source) => source.AsSpan().ToLowerInvariant(span));
}
