namespace SdkNode.Node.Configuration;

/// <summary>The embedded authorisation server, for clients that are added with <c>sdknode clients</c> (API-1).</summary>
internal sealed class ApiTokenOptions
{
    /// <summary>Where clients reach the API, such as <c>https://sdk.kristinehamn.se</c>; it is the issuer of tokens. Left out: <c>localhost</c> and the API's port.</summary>
    public string? PublicAddress { get; set; }

    /// <summary>How long an access token counts, at most 30 minutes.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(10);
}
