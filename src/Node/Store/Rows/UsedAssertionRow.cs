namespace SdkNode.Node.Store.Rows;

/// <summary>A client assertion that has been used; its unique key refuses the second use (API-1).</summary>
internal sealed class UsedAssertionRow
{
    /// <summary>The client.</summary>
    public required string ClientId { get; set; }

    /// <summary>The assertion's jti.</summary>
    public required string Jti { get; set; }

    /// <summary>When it would no longer be accepted anyway.</summary>
    public DateTimeOffset ExpiresAt { get; set; }
}
