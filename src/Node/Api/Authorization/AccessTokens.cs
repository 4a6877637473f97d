using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Api.Authorization;

/// <summary>
/// How an access token is judged, by JwtBearer: signed by its issuer with an asymmetric algorithm, for us, in time, and never
/// made to count for more than 30 minutes (API-1).
/// </summary>
internal static class AccessTokens
{
    /// <summary>The name of the authentication scheme.</summary>
    public const string Scheme = "ApiToken";

    private const int MaxLength = 16 * 1024;

    private static readonly TimeSpan s_skew = TimeSpan.FromSeconds(60);

    /// <summary>Adds the scheme.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication().AddJwtBearer(Scheme, static _ => { });
        services.AddOptions<JwtBearerOptions>(Scheme).Configure<TokenIssuers, TimeProvider>(static (options, issuers, clock) =>
        {
            options.MapInboundClaims = false;
            options.SaveToken = false;
            options.RefreshOnIssuerKeyNotFound = false;
            options.Events = new JwtBearerEvents { OnMessageReceived = context => ReceiveAsync(context, issuers) };
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidAlgorithms = SignatureAlgorithms.Allowed,
                RequireSignedTokens = true,
                TryAllIssuerSigningKeys = false,
                IssuerSigningKeyResolver = (_, token, kid, _) => Keys(issuers.Find((JsonWebToken)token), kid),
                IssuerValidator = (issuer, token, _) => issuers.Find((JsonWebToken)token) is null ? throw new SecurityTokenInvalidIssuerException() : issuer,
                AudienceValidator = (_, token, _) => issuers.Find((JsonWebToken)token) is not null,
                LifetimeValidator = (_, _, token, _) => IsInTime((JsonWebToken)token, clock.GetUtcNow()),
            };
        });
    }

    /// <summary>Whether the token of this request could not be judged, because its issuer's keys cannot be fetched now.</summary>
    public static bool CouldNotBeJudged(HttpContext context) => context.Items.ContainsKey(typeof(AccessTokens));

    /// <summary>Whether <c>exp</c> and <c>iat</c> (else <c>nbf</c>) are there, the token counts already and still, and does not count for more than 30 minutes in all.</summary>
    internal static bool IsInTime(JsonWebToken token, DateTimeOffset now)
    {
        if (!TokenTimes.Read(token, JwtRegisteredClaimNames.Exp, out var expires) || !TokenTimes.Read(token, JwtRegisteredClaimNames.Nbf, out var notBefore)
            || !TokenTimes.Read(token, JwtRegisteredClaimNames.Iat, out var issued))
        {
            return false;
        }

        // How long a token counts that does not say from when on nobody can tell: its last 30 minutes would look like all of it.
        return expires + s_skew > now && (issued ?? notBefore) is { } from && from <= now + s_skew && !(notBefore > now + s_skew) && expires - from <= ApiTokenChecks.MostLifetime;
    }

    // Before the token is judged its issuer's keys are fetched where they are not at hand, which only this event can do without blocking.
    private static async Task ReceiveAsync(MessageReceivedContext context, TokenIssuers issuers)
    {
        const string prefix = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            context.NoResult();
            return;
        }

        if (Read(header[prefix.Length..].Trim()) is not { } token || issuers.Find(token) is not { } issuer)
        {
            context.Fail("The token is no JWT of a known issuer and audience.");
            return;
        }

        if (!await issuer.PrepareAsync(token.Kid, context.HttpContext.RequestAborted))
        {
            context.HttpContext.Items[typeof(AccessTokens)] = true;
            context.Fail("The keys of the token's issuer cannot be fetched now.");
            return;
        }

        context.Token = token.EncodedToken;
    }

    private static JsonWebToken? Read(string text)
    {
        try
        {
            return text.Length is > 0 and <= MaxLength && new JsonWebToken(text) is { IsEncrypted: false } token ? token : null;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    // The issuer's own keys and no others; what else the header says of keys (jku, jwk, x5c) counts for nothing.
    private static IEnumerable<SecurityKey> Keys(TokenIssuer? issuer, string? kid) =>
        issuer is null ? [] : string.IsNullOrEmpty(kid) ? issuer.Keys : issuer.Keys.Where(key => key.KeyId == kid);
}
