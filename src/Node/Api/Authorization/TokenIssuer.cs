using Microsoft.IdentityModel.Tokens;

namespace SdkNode.Node.Api.Authorization;

/// <summary>An authorisation server whose tokens count, with what its tokens are for.</summary>
internal abstract class TokenIssuer(string issuer, string audience)
{
    /// <summary>The claim <c>iss</c>.</summary>
    public string Issuer => issuer;

    /// <summary>The claim <c>aud</c>.</summary>
    public string Audience => audience;

    /// <summary>The keys that verify its tokens, as known now.</summary>
    public abstract IReadOnlyCollection<SecurityKey> Keys { get; }

    /// <summary>Makes sure that the keys are at hand. False when a token cannot be judged now, because they cannot be fetched.</summary>
    /// <param name="kid">The key that the token names, not verified.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public abstract ValueTask<bool> PrepareAsync(string? kid, CancellationToken cancellationToken);
}
