using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Api.Authorization;

/// <summary>Who calls the API and what for: the outcome of a valid access token (API-1). It belongs to one participant in one environment.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="Participant">The participant that the client belongs to, for example <c>0203:kristinehamn.se</c>.</param>
/// <param name="ClientId">The client, for logs.</param>
/// <param name="Scopes">What it may do, each scope under its first name.</param>
/// <param name="Addresses">Patterns of the functional addresses that it may act for.</param>
internal sealed record ApiCaller(string Environment, string Participant, string ClientId, IReadOnlySet<string> Scopes, IReadOnlyList<string> Addresses)
{
    /// <summary>A client of this node's own, as it is registered now.</summary>
    public static ApiCaller Registered(ClientRow row, IReadOnlySet<string> scopes) => new(row.Environment, row.Participant, row.Id, scopes, row.Addresses.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The client as logs and timelines name it.</summary>
    public string Actor => $"client {ClientId}";

    /// <summary>Whether the client may do what <paramref name="scope"/> is for; either spelling counts (API-1.2).</summary>
    public bool Has(string scope) => Scopes.Contains(ApiScopes.Canonical(scope));

    /// <summary>Whether the client may see and send messages of this functional address (API-1.3).</summary>
    public bool MayAct(string functionalAddress) => Addresses.Any(pattern => AddressPattern.Matches(pattern, functionalAddress));

    /// <summary>The caller of a request that <see cref="ScopeRequirement"/> let through.</summary>
    /// <exception cref="InvalidOperationException">The endpoint asks for no scope: a fault of ours.</exception>
    public static ApiCaller Of(HttpContext context) => context.Features.Get<ApiCaller>()
        ?? throw new InvalidOperationException("The endpoint asks for no scope, so nobody has been identified.");
}
