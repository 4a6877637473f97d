using System.Security.Claims;
using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using SdkNode.Node.Store.Rows;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SdkNode.Node.Api.Authorization;

/// <summary>Step 1 of a token request: the client assertion is judged, and the client kept for the steps that follow.</summary>
internal sealed class ClientAssertionHandler(AssertionJudge judge, ClientLimits limits, ApiAuthorizationSetup setup, TimeProvider clock) : IOpenIddictServerHandler<ValidateTokenContext>
{
    // Long enough for the rest of this request.
    private static readonly TimeSpan s_request = TimeSpan.FromMinutes(1);

    /// <summary>The client whose assertion has been accepted in this request, or null.</summary>
    public static ClientRow? ProvenClient(OpenIddictServerTransaction transaction) => transaction.GetProperty<ClientRow>(nameof(ClientRow));

    /// <inheritdoc />
    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        // This server is asked for nothing else, and gives nobody's other tokens a chance.
        if (context.ValidTokenTypes.Count != 1 || !context.ValidTokenTypes.Contains(OpenIddictConstants.TokenTypeIdentifiers.Private.ClientAssertion))
        {
            context.Reject(OpenIddictConstants.Errors.InvalidRequest, "Only a client assertion is accepted.");
            return;
        }

        if (!(await judge.ProveAsync(context.Token, context.CancellationToken)).TryGet(out var proven, out var fault))
        {
            context.Reject(fault.Error, fault.Description);
            return;
        }

        // A token is a request of the client like all others; before anything is written for it.
        var client = proven.Client;
        if (context.Transaction.GetHttpRequest()?.HttpContext is { } http && await limits.EnterAsync(http, ApiCaller.Registered(client, ApiScopes.Read(client.Scopes))) is { } denial)
        {
            TokenRequestLimits.AnswerTooMany(http.Response, denial);
            context.Reject("temporarily_unavailable", $"The client asks more often than it may. Try again in {denial.Seconds} s.");
            return;
        }

        fault = await judge.UseAsync(proven, context.CancellationToken);
        if (fault is not null)
        {
            context.Reject(fault.Error, fault.Description);
            return;
        }

        if (context.Request?.ClientId is { } named && named != client.Id)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidClient, "client_id is another than that of the assertion. It can be left out.");
            return;
        }

        context.Transaction.SetProperty(nameof(ClientRow), client);
        context.Principal = Judged(client);
    }

    // What OpenIddict's own steps look at afterwards; the assertion's values have been checked more strictly already.
    private ClaimsPrincipal Judged(ClientRow client)
    {
        var identity = new ClaimsIdentity("private_key_jwt");
        identity.AddClaim(new Claim(OpenIddictConstants.Claims.Issuer, client.Id));
        identity.AddClaim(new Claim(OpenIddictConstants.Claims.Subject, client.Id));
        var principal = new ClaimsPrincipal(identity);
        principal.SetTokenType(OpenIddictConstants.TokenTypeIdentifiers.Private.ClientAssertion);
        principal.SetAudiences(setup.Issuer.AbsoluteUri);
        principal.SetExpirationDate(clock.GetUtcNow() + s_request);
        return principal;
    }
}
