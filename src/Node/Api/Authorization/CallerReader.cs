using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using SdkNode.Node.Api.Admin;
using SdkNode.Node.Clients;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Api.Authorization;

/// <summary>
/// Makes the caller of a valid token. For a client of this node's own the row decides, as it is now: a removed client, a narrower
/// scope or address count at once, not when the token ends. For others the token decides.
/// </summary>
internal sealed class CallerReader(ApiAuthorizationSetup setup, TokenIssuers issuers, ClientRegister clients)
{
    /// <summary>The caller, or null when the client has been removed or the token names none.</summary>
    public async ValueTask<ApiCaller?> ReadAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        var issuer = issuers.Find(principal.FindFirstValue(JwtRegisteredClaimNames.Iss), principal.FindAll(JwtRegisteredClaimNames.Aud).Select(claim => claim.Value));
        var id = principal.FindFirstValue(ApiClaims.ClientId) ?? principal.FindFirstValue(JwtRegisteredClaimNames.Azp) ?? principal.FindFirstValue(JwtRegisteredClaimNames.Sub);
        if (id is null || issuer is null)
        {
            return null;
        }

        var scopes = ApiScopes.Read(string.Join(' ', Values(principal, ApiClaims.Scope)));
        if (issuer is ExternalIssuer external)
        {
            // Another server's word makes nobody an administrator of this node.
            return new ApiCaller(external.Options.Environment, Spelled(external.Options), id, scopes.Except(AdminScopes.All).ToHashSet(StringComparer.Ordinal), [.. Values(principal, ApiClaims.Address), .. Values(principal, ApiClaims.AddressUrn)]);
        }

        return await clients.FindAsync(id, cancellationToken) is { } row
            ? ApiCaller.Registered(row, scopes.Intersect(ApiScopes.Read(row.Scopes)).ToHashSet(StringComparer.Ordinal))
            : null;
    }

    // As the rows have it, however the issuer's settings write it.
    private string Spelled(ApiIssuerOptions options) =>
        setup.Participants.FirstOrDefault(place => place.Environment == options.Environment && place.Participant.Equals(options.Participant, StringComparison.OrdinalIgnoreCase))?.Participant ?? options.Participant;

    // An array comes as several claims of the same type.
    private static IEnumerable<string> Values(ClaimsPrincipal principal, string type) => principal.FindAll(type).Select(claim => claim.Value).Where(value => value.Length > 0);
}
