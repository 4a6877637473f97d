using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SdkNode.Node.Clients;
using SdkNode.Node.Store.Rows;
using SdkNode.Security;

namespace SdkNode.Node.Api.Authorization;

/// <summary>
/// Decides whether a client assertion (private_key_jwt, RFC 7523) shows that a registered client sends it (API-1.1). Nothing in
/// the assertion's header chooses a key: only the keys of the client that <c>iss</c> names are tried.
/// </summary>
internal sealed class AssertionJudge(ApiAuthorizationSetup setup, ClientRegister clients, UsedAssertions used, TimeProvider clock)
{
    /// <summary>The longest assertion, characters.</summary>
    public const int MaxLength = 8 * 1024;

    private const int MaxJtiLength = 256;

    /// <summary>How far ahead <c>exp</c> may be: an assertion is made to be used at once.</summary>
    private static readonly TimeSpan s_mostAhead = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_skew = TimeSpan.FromSeconds(60);

    // The same words for an unknown client, a removed one and a wrong key: which clients there are is nobody's business.
    private static readonly TokenFault s_notProven = Refuse("No client is registered under that iss and sub with a key that verifies the assertion.");

    private readonly JsonWebTokenHandler _handler = new();
    private readonly string[] _audiences = [setup.TokenEndpoint.AbsoluteUri, setup.Issuer.AbsoluteUri, setup.Issuer.AbsoluteUri.TrimEnd('/')];

    /// <summary>Whose assertion it is: a client as registered now, by whose key it is signed; or why it is nobody's. Nothing is written.</summary>
    public async Task<Result<ProvenAssertion, TokenFault>> ProveAsync(string assertion, CancellationToken cancellationToken)
    {
        if (!Read(assertion).TryGet(out var token, out var fault))
        {
            return fault;
        }

        return await clients.FindAsync(token.Issuer, cancellationToken) is { } client && await IsSignedByAsync(client, token) ? new ProvenAssertion(client, token) : s_notProven;
    }

    /// <summary>Marks the assertion as used. Null: it counts; else why it does not.</summary>
    public async Task<TokenFault?> UseAsync(ProvenAssertion proven, CancellationToken cancellationToken)
    {
        var expires = clock.GetUtcNow();
        if ((CheckAudience(proven.Token) ?? CheckTimes(proven.Token, out expires)) is { } fault)
        {
            return fault;
        }

        if (proven.Token.Id is not { Length: > 0 and <= MaxJtiLength } jti)
        {
            return Refuse($"The assertion needs a jti of 1 to {MaxJtiLength} characters, a new one each time.");
        }

        return await used.TryUseAsync(proven.Client.Id, jti, expires + s_skew, cancellationToken)
            ? null
            : Refuse("The assertion has been used before. Make a new one, with a new jti, for every token.");
    }

    private static Result<JsonWebToken, TokenFault> Read(string assertion)
    {
        if (assertion.Length > MaxLength)
        {
            return Refuse($"The assertion is longer than {MaxLength} characters.");
        }

        JsonWebToken token;
        try
        {
            token = new JsonWebToken(assertion);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return Refuse("The assertion is no signed JWT.");
        }

        if (token.IsEncrypted || !SignatureAlgorithms.Allowed.Contains(token.Alg) || token.TryGetHeaderValue<object>("crit", out _))
        {
            return Refuse($"The assertion must be signed, not encrypted, without crit, by one of {string.Join(", ", SignatureAlgorithms.Allowed)}.");
        }

        // Every client id is a UUID: what is none is not asked for in a database.
        return Guid.TryParseExact(token.Issuer, "D", out _) && token.Issuer == token.Subject ? token : Refuse("iss and sub of the assertion must both be the client id.");
    }

    private async Task<bool> IsSignedByAsync(ClientRow client, JsonWebToken token)
    {
        var checks = new TokenValidationParameters
        {
            IssuerSigningKeys = ClientKeySet.OfRow(client.Keys).Keys,
            TryAllIssuerSigningKeys = true,
            ValidAlgorithms = SignatureAlgorithms.Allowed,
            RequireSignedTokens = true,
            ValidIssuer = client.Id,

            // Judged below, each with words of its own.
            ValidateAudience = false,
            ValidateLifetime = false,
        };
        return (await _handler.ValidateTokenAsync(token, checks)).IsValid;
    }

    private TokenFault? CheckAudience(JsonWebToken token) =>
        token.Audiences.Any(audience => _audiences.Contains(audience, StringComparer.Ordinal))
            ? null
            : Refuse($"aud of the assertion must be {setup.TokenEndpoint.AbsoluteUri} or {setup.Issuer.AbsoluteUri}");

    private TokenFault? CheckTimes(JsonWebToken token, out DateTimeOffset expires)
    {
        var now = clock.GetUtcNow();
        expires = now;
        if (!TokenTimes.Read(token, JwtRegisteredClaimNames.Exp, out var exp) || exp is null
            || !TokenTimes.Read(token, JwtRegisteredClaimNames.Nbf, out var nbf) || !TokenTimes.Read(token, JwtRegisteredClaimNames.Iat, out var iat))
        {
            return Refuse("The assertion needs exp, and exp, nbf and iat must be numbers of seconds since 1970.");
        }

        expires = exp.Value;
        if (expires + s_skew <= now)
        {
            return Refuse("The assertion has expired. Check the clock of the client.");
        }

        if (expires > now + s_mostAhead + s_skew)
        {
            return Refuse($"exp of the assertion may be at most {s_mostAhead.TotalMinutes:0} minutes ahead.");
        }

        return nbf > now + s_skew || iat > now + s_skew ? Refuse("The assertion is not valid yet. Check the clock of the client.") : null;
    }

    private static TokenFault Refuse(string description) => new("invalid_client", description);
}

/// <summary>An assertion that one of the keys of the client has signed. What it says is not judged yet.</summary>
internal sealed record ProvenAssertion(ClientRow Client, JsonWebToken Token);
