namespace SdkNode.Node.Configuration;

/// <summary>An authorisation server of the organisation whose access tokens count for one participant (API-1).</summary>
internal sealed class ApiIssuerOptions
{
    /// <summary>The claim <c>iss</c> of its tokens, exactly as its metadata has it.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The claim <c>aud</c> of tokens for this participant.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Where its metadata is, by https. Left out: <c>/.well-known/openid-configuration</c> below the issuer.</summary>
    public string? MetadataAddress { get; set; }

    /// <summary>The environment that its clients act in.</summary>
    public string Environment { get; set; } = "";

    /// <summary>The participant that its clients belong to.</summary>
    public string Participant { get; set; } = "";

    /// <summary>The address of the metadata.</summary>
    public string Metadata => MetadataAddress ?? $"{Issuer.TrimEnd('/')}/.well-known/openid-configuration";
}
