using System.Globalization;

namespace SdkNode.Node.Api.Authorization;

/// <summary>How a request is refused that nobody may make: the contract's 401 with its problem object, and what RFC 6750 says in the header.</summary>
internal static class AccessRefusal
{
    private const int RetryAfterSeconds = 30;

    /// <summary>There is no token.</summary>
    public static IResult NoToken(HttpContext context) =>
        Unauthorized(context, "", "The request needs an access token: Authorization: Bearer …");

    /// <summary>The token does not count.</summary>
    public static IResult InvalidToken(HttpContext context) =>
        Unauthorized(context, " error=\"invalid_token\"", "The access token does not count here: it has expired, counts for more than 30 minutes, is for another audience, or its issuer, signature or client is not known. Ask for a new one.");

    /// <summary>The token lacks the scope; 401 here too, as the contract has it.</summary>
    public static IResult NoScope(HttpContext context, string scope) =>
        Unauthorized(context, $" error=\"insufficient_scope\", scope=\"{scope}\"", $"The access token lacks the scope {scope}.");

    /// <summary>The token cannot be judged now.</summary>
    public static IResult CannotJudge(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Problem(StatusCodes.Status503ServiceUnavailable, "urn:problem-type:sdk:serviceUnavailable", "Service Unavailable", "The keys of the authorisation server cannot be fetched, so the access token cannot be checked. Try again later.");
    }

    private static IResult Unauthorized(HttpContext context, string error, string detail)
    {
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"{ApiAuthorizationSetup.Audience}\"{(error.Length > 0 ? "," : "")}{error}";
        return Problem(StatusCodes.Status401Unauthorized, "urn:problem-type:sdk:unauthorized", "Unauthorized", detail);
    }

    private static IResult Problem(int status, string type, string title, string detail) =>
        Results.Json(new { type, title, status, detail }, contentType: "application/json", statusCode: status);
}
