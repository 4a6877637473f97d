namespace SdkNode.Node.Api.Authorization;

/// <summary>The claims of an access token beside the registered ones.</summary>
internal static class ApiClaims
{
    /// <summary>The functional addresses that the client may act for (API-1).</summary>
    public const string Address = "auth_id";

    /// <summary>The same under the name that some authorisation servers give it.</summary>
    public const string AddressUrn = "urn:sdk.inera.se:auth_id";

    /// <summary>The scopes: one text with spaces, or an array.</summary>
    public const string Scope = "scope";

    /// <summary>The client.</summary>
    public const string ClientId = "client_id";
}
