using Microsoft.IdentityModel.Tokens;

namespace SdkNode.Node.Api.Authorization;

/// <summary>This node's own authorisation server.</summary>
internal sealed class EmbeddedIssuer(ApiAuthorizationSetup setup, TokenSigningKey key) : TokenIssuer(setup.Issuer.AbsoluteUri, ApiAuthorizationSetup.Audience)
{
    /// <inheritdoc />
    public override IReadOnlyCollection<SecurityKey> Keys { get; } = [key.Key];

    /// <inheritdoc />
    public override ValueTask<bool> PrepareAsync(string? kid, CancellationToken cancellationToken) => ValueTask.FromResult(true);
}
