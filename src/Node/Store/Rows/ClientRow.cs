namespace SdkNode.Node.Store.Rows;

/// <summary>A client of the API that the node's own authorisation server knows (API-1).</summary>
internal sealed class ClientRow
{
    /// <summary>The client_id.</summary>
    public required string Id { get; set; }

    /// <summary>The environment that it belongs to.</summary>
    public required string Environment { get; set; }

    /// <summary>The participant that it acts for.</summary>
    public required string Participant { get; set; }

    /// <summary>Its name for people, unique.</summary>
    public required string Name { get; set; }

    /// <summary>The scopes that it may ask for, space separated.</summary>
    public required string Scopes { get; set; }

    /// <summary>The functional addresses that it may act for, wildcards allowed, one a line (auth_id).</summary>
    public required string Addresses { get; set; }

    /// <summary>Its public keys, a JWKS document.</summary>
    public required string Keys { get; set; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When its keys, scopes or addresses were last changed.</summary>
    public DateTimeOffset? ChangedAt { get; set; }
}
