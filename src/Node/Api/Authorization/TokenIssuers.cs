using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;

namespace SdkNode.Node.Api.Authorization;

/// <summary>The authorisation servers whose tokens count: this node's own, and those of the settings.</summary>
internal sealed class TokenIssuers : IDisposable
{
    private readonly HttpClient _http = GuardedDocuments.CreateClient();
    private readonly IReadOnlyList<TokenIssuer> _issuers;

    /// <summary>Those of the setup.</summary>
    public TokenIssuers(ApiAuthorizationSetup setup, TokenSigningKey key, TimeProvider clock, ILogger<TokenIssuers> logger) =>
        _issuers = [new EmbeddedIssuer(setup, key), .. setup.Issuers.Select(options => new ExternalIssuer(options, _http, clock, logger))];

    /// <summary>The server that a token says it is from, of which nothing is verified yet; null when there is none such.</summary>
    public TokenIssuer? Find(JsonWebToken token) => Find(token.Issuer, token.Audiences);

    /// <summary>The server of an issuer and one of the audiences, or null.</summary>
    public TokenIssuer? Find(string? issuer, IEnumerable<string> audiences) =>
        _issuers.FirstOrDefault(known => known.Issuer == issuer && audiences.Contains(known.Audience, StringComparer.Ordinal));

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var issuer in _issuers.OfType<ExternalIssuer>())
        {
            issuer.Dispose();
        }

        _http.Dispose();
    }
}
