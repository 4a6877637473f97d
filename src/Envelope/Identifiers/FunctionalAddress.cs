using SdkNode.Security;

namespace SdkNode.Envelope.Identifiers;

/// <summary>A mailbox inside a participant (funktionsadress). Compared exactly.</summary>
public sealed record FunctionalAddress
{
    /// <summary>The root under which messages write functional addresses (ID-11).</summary>
    public const string Root = "urn:riv:infrastructure:messaging:functionalAddress";

    private FunctionalAddress(string value) => Value = value;

    /// <summary>The address.</summary>
    public string Value { get; }

    /// <summary>Reads an address: not empty, no white space around it, at most 1,024 characters.</summary>
    public static Result<FunctionalAddress, RuleFault> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is 0 or > 1024 || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])
            ? new RuleFault("ID-11", "a functional address has 1 to 1024 characters and no white space around it")
            : new FunctionalAddress(text);
    }

    /// <summary>The address.</summary>
    public override string ToString() => Value;
}
