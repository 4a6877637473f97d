using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Audit;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Ui.SignIn;

/// <summary>The organisation's sign-in: OpenID Connect, code flow with PKCE. What comes back is kept in the session as far as rights may follow from it.</summary>
internal static class OrganisationSignIn
{
    /// <summary>The name of the authentication scheme.</summary>
    public const string Scheme = "Organisation";

    /// <summary>Where the provider sends people back to.</summary>
    public const string CallbackPath = "/sign-in/callback";

    /// <summary>Adds the scheme.</summary>
    public static void Add(AuthenticationBuilder authentication, ConsoleSetup setup)
    {
        // Kept to this listener: a handler of the framework would answer its path on every one.
        authentication.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>());
        authentication.AddRemoteScheme<OpenIdConnectOptions, Handler>(Scheme, null, options => Configure(options, setup));
    }

    private static void Configure(OpenIdConnectOptions options, ConsoleSetup setup)
    {
        var signIn = setup.Options.SignIn;
        options.Authority = signIn.Issuer;
        options.ClientId = signIn.ClientId;
        options.ClientSecret = setup.ClientSecret.Length == 0 ? null : setup.ClientSecret;
        options.RequireHttpsMetadata = !new Uri(signIn.Issuer!).IsLoopback;
        options.SignInScheme = Sessions.Scheme;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.PushedAuthorizationBehavior = PushedAuthorizationBehavior.UseIfAvailable;
        options.SaveTokens = false;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.Clear();
        foreach (var claim in setup.Roles.Select(rule => rule.Claim).Append(signIn.IdClaim).Append(signIn.NameClaim).Append("email").Distinct())
        {
            options.ClaimActions.MapJsonKey(claim, claim);
        }

        options.CallbackPath = CallbackPath;
        options.SignedOutCallbackPath = "/sign-out/callback";
        options.SignedOutRedirectUri = "/signed-out?done=everywhere";
        options.TokenValidationParameters.ValidAlgorithms = SignatureAlgorithms.Allowed;
        options.TokenValidationParameters.NameClaimType = signIn.NameClaim;
        options.Scope.Clear();
        foreach (var scope in signIn.Scopes is [] ? ["openid", "profile", "email"] : signIn.Scopes.Prepend("openid").Distinct())
        {
            options.Scope.Add(scope);
        }

        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            // Query answers come back by a link from another site, which Lax lets through.
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, Sessions.Policy(setup));
        }

        options.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = context =>
            {
                context.ProtocolMessage.RedirectUri = new Uri(setup.PublicAddress, CallbackPath).AbsoluteUri;
                context.ProtocolMessage.AcrValues = signIn.Levels is [] ? null : string.Join(' ', signIn.Levels);
                context.ProtocolMessage.UiLocales = Words.Language.Of(context.HttpContext).Code;
                return Task.CompletedTask;
            },
            OnRedirectToIdentityProviderForSignOut = context =>
            {
                // Instead of the token, which is not kept.
                context.ProtocolMessage.ClientId = signIn.ClientId;
                context.ProtocolMessage.PostLogoutRedirectUri = new Uri(setup.PublicAddress, "/sign-out/callback").AbsoluteUri;
                return Task.CompletedTask;
            },
            OnTicketReceived = context => ReceiveAsync(context, setup),
            OnRemoteFailure = context =>
            {
                context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OrganisationSignIn)).SignInFailed(context.Failure?.Message ?? "");
                return GoAsync(context, "/sign-in/failed");
            },
        };
    }

    private static async Task ReceiveAsync(TicketReceivedContext context, ConsoleSetup setup)
    {
        var signIn = setup.Options.SignIn;
        var principal = context.Principal!;
        var level = principal.FindFirstValue("acr");
        if (principal.FindFirstValue(signIn.IdClaim) is not { Length: > 0 } id)
        {
            await RefuseAsync(context, "?", $"The sign-in says no {signIn.IdClaim}.", "/sign-in/failed");
            return;
        }

        if (signIn.Levels.Count > 0 && (level is null || !signIn.Levels.Contains(level)))
        {
            await RefuseAsync(context, id, $"The level of assurance is {level ?? "not told"}, and one of {string.Join(", ", signIn.Levels)} is needed.", "/sign-in/level");
            return;
        }

        var reader = context.HttpContext.RequestServices.GetRequiredService<StaffReader>();
        context.Principal = reader.Session(id, principal.FindFirstValue(signIn.NameClaim), principal.Claims);
        var person = reader.Read(context.Principal);
        await context.HttpContext.RequestServices.GetRequiredService<SignInRecord>().WriteAsync(person, level, context.HttpContext.RequestAborted);
    }

    private static async Task RefuseAsync(TicketReceivedContext context, string who, string why, string page)
    {
        await context.HttpContext.RequestServices.GetRequiredService<SecurityLog>().WriteAsync(SecurityLog.AccessDenied, who, "console", why, context.HttpContext.RequestAborted);
        context.Response.Redirect(page);
        context.HandleResponse();
    }

    private static Task GoAsync(RemoteFailureContext context, string page)
    {
        context.Response.Redirect(page);
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private sealed class Handler(IOptionsMonitor<OpenIdConnectOptions> options, ILoggerFactory logger, HtmlEncoder html, UrlEncoder encoder) : OpenIdConnectHandler(options, logger, html, encoder)
    {
        public override Task<bool> HandleRequestAsync() => UiListener.IsUi(Context) ? base.HandleRequestAsync() : Task.FromResult(false);
    }
}
