using SdkNode.Node.Clients;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Api.Authorization;

/// <summary>What the API's authorisation is made of; checked before (see <see cref="ApiTokenChecks"/>).</summary>
internal sealed record ApiAuthorizationSetup
{
    /// <summary>What every token of this node is for: the claim <c>aud</c>.</summary>
    public const string Audience = "urn:sdk.api";

    /// <summary>The path of the token endpoint.</summary>
    public const string TokenPath = "/oauth/token";

    /// <summary>The path of the public keys.</summary>
    public const string KeysPath = "/oauth/jwks";

    /// <summary>Where clients reach the API, without a path of its own or with that of a proxy: the issuer of tokens.</summary>
    public required Uri PublicAddress { get; init; }

    /// <summary>How long a token of this node counts, at most 30 minutes.</summary>
    public required TimeSpan TokenLifetime { get; init; }

    /// <summary>The authorisation servers of others whose tokens count.</summary>
    public IReadOnlyList<ApiIssuerOptions> Issuers { get; init; } = [];

    /// <summary>What clients may use.</summary>
    public ApiLimitOptions Limits { get; init; } = new();

    /// <summary>Whether all clients come from one address, a proxy's: then no address is shut out.</summary>
    public bool SharesAddress { get; init; }

    /// <summary>The participants that clients can belong to.</summary>
    public required IReadOnlyList<ServedParticipant> Participants { get; init; }

    /// <summary>The address with a slash at its end, as <c>iss</c> has it.</summary>
    public Uri Issuer => PublicAddress.AbsoluteUri.EndsWith('/') ? PublicAddress : new Uri(PublicAddress.AbsoluteUri + "/");

    /// <summary>The token endpoint as clients reach it.</summary>
    public Uri TokenEndpoint => new(Issuer, TokenPath[1..]);

    /// <summary>The public keys as clients reach them.</summary>
    public Uri KeysEndpoint => new(Issuer, KeysPath[1..]);
}
