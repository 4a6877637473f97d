using Microsoft.AspNetCore.Authorization;

namespace SdkNode.Node.Ui.SignIn;

/// <summary>What pages ask of whoever opens them.</summary>
internal static class Policies
{
    /// <summary>Somebody who has signed in.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Somebody who may see how the node does.</summary>
    public const string Node = "node";

    /// <summary>Somebody who may read the logs.</summary>
    public const string Logs = "logs";

    /// <summary>Asks for a right.</summary>
    public static void Needs(AuthorizationPolicyBuilder policy, Func<StaffMember, bool> may) => policy
        .AddAuthenticationSchemes(Sessions.Scheme).RequireAuthenticatedUser()
        .RequireAssertion(context => context.User.HasClaim(static claim => claim.Type == StaffReader.Id) && context.Resource is HttpContext http && may(http.RequestServices.GetRequiredService<StaffReader>().Read(context.User)));
}
