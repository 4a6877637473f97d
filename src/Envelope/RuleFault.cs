namespace SdkNode.Envelope;

/// <summary>A breach of one rule of the profile.</summary>
/// <param name="RuleId">The rule's id, such as <c>XHE-6</c>; DIGG's own rule number, where there is one, stands in <paramref name="Detail"/>.</param>
/// <param name="Detail">What is wrong, for people. Never holds message content.</param>
/// <param name="Path">Where, as a path of element names such as <c>/XHE/Header/ID</c>; null when the place is the whole.</param>
public sealed record RuleFault(string RuleId, string Detail, string? Path = null)
{
    /// <summary>One line: rule, text and place.</summary>
    public override string ToString() => Path is null ? $"{RuleId}: {Detail}" : $"{RuleId}: {Detail} | at path {Path}";
}
