namespace SdkNode.Security.Pkcs11;

/// <summary>Which key of which token (RFC 7512): <c>pkcs11:token=SDK;object=ap-2026</c>. The module and the PIN stand in the settings, never here.</summary>
/// <param name="Token">The token's label.</param>
/// <param name="Label">The key's label.</param>
public sealed record Pkcs11Uri(string Token, string Label)
{
    private const string Scheme = "pkcs11:";

    /// <summary>Whether a text means to be one.</summary>
    public static bool IsOne(string? text) => text?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>Reads one; null when it does not name exactly a token and an object.</summary>
    public static Pkcs11Uri? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!IsOne(text))
        {
            return null;
        }

        var parts = text[Scheme.Length..].Split(';').Select(part => part.Split('=', 2)).ToList();
        return parts.Count == 2 && parts.TrueForAll(part => part.Length == 2 && part[1].Length > 0)
            && parts.Find(part => part[0] == "token") is { } token && parts.Find(part => part[0] == "object") is { } named
            ? new Pkcs11Uri(Uri.UnescapeDataString(token[1]), Uri.UnescapeDataString(named[1]))
            : null;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Scheme}token={Uri.EscapeDataString(Token)};object={Uri.EscapeDataString(Label)}";
}
