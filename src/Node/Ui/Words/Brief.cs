namespace SdkNode.Node.Ui.Words;

/// <summary>Keeps short what a peer may have made longer than anybody reads.</summary>
internal static class Brief
{
    private const int Most = 200;

    /// <summary>The text, or its beginning.</summary>
    public static string Of(string? text) => text is null ? "" : text.Length <= Most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most), "…");
}
