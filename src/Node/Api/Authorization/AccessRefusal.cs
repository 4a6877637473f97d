using SdkNode.Node.Api.Problems;
using SdkNode.Node.Limits;

namespace SdkNode.Node.Api.Authorization;

/// <summary>How a request is refused that nobody may make: the contract's 401 with its problem object, and what RFC 6750 says in the header.</summary>
internal static class AccessRefusal
{
    /// <summary>There is no token.</summary>
    public static IResult NoToken { get; } = Unauthorized("", "The request needs an access token: Authorization: Bearer …");

    /// <summary>The token does not count.</summary>
    public static IResult InvalidToken { get; } = Unauthorized(
        "error=\"invalid_token\"",
        "The access token does not count here: it has expired, counts for more than 30 minutes, is for another audience, or its issuer, signature or client is not known. Ask for a new one.");

    /// <summary>The token cannot be judged now.</summary>
    public static IResult CannotJudge { get; } =
        new Refusal(ApiProblem.Unavailable("The keys of the authorisation server cannot be fetched, so the access token cannot be checked. Try again later."), Challenge: null);

    /// <summary>Too much for now.</summary>
    public static IResult TooMuch(Denial denial) => new Refusal(ApiProblem.TooMany(denial.Seconds), Challenge: null);

    /// <summary>The token lacks the scope; 401 here too, as the contract has it.</summary>
    public static IResult NoScope(string scope) => Unauthorized($"error=\"insufficient_scope\", scope=\"{scope}\"", $"The access token lacks the scope {scope}.");

    private static Refusal Unauthorized(string error, string detail) =>
        new(ApiProblem.Unauthorized(detail), $"Bearer realm=\"{ApiAuthorizationSetup.Audience}\"{(error.Length > 0 ? ", " : "")}{error}");

    private sealed record Refusal(ApiProblem Problem, string? Challenge) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            ProblemWriter.WriteAsync(httpContext, Problem with { Challenge = Challenge }, httpContext.RequestServices.GetRequiredService<TimeProvider>());
    }
}
