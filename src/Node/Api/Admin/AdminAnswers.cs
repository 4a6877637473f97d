using SdkNode.Node.Administration;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Api.Problems;
using SdkNode.Security;

namespace SdkNode.Node.Api.Admin;

/// <summary>How the administration API answers.</summary>
internal static class AdminAnswers
{
    /// <summary>Who acts, for timelines and logs: the client whose token it was.</summary>
    public static string Actor(HttpContext context) => ApiCaller.Of(context).Actor;

    /// <summary>What was wished for, or why it was not done.</summary>
    public static IResult Of<T>(Result<T, DeskFault> outcome)
        where T : class => outcome.TryGet(out var done, out var fault) ? Results.Ok(done) : new Refusal(fault);

    /// <summary>What was wished for, in another shape, or why it was not done.</summary>
    public static IResult Of<T, TShown>(Result<T, DeskFault> outcome, Func<T, TShown> shown)
        where T : class => outcome.TryGet(out var done, out var fault) ? Results.Ok(shown(done)) : new Refusal(fault);

    /// <summary>Refuses a reason that says nothing, says too much, or holds control characters; null where it is good.</summary>
    public static IResult? NoReason(string? reason) => StatedReason.IsGood(reason)
        ? null
        : Refused($"The reason is missing, longer than {StatedReason.Most} characters, or holds control characters.", "Say why in a few words; they stand on record.");

    /// <summary>422: the request is well formed, and what it wants cannot be done.</summary>
    public static IResult Refused(string detail, string remedy) => new Refusal(new DeskFault(detail, remedy));

    /// <summary>400, 413, 415: the request cannot be read.</summary>
    public static IResult Unreadable(BadHttpRequestException e) => new Problem(new ApiProblem(
        e.StatusCode, "urn:problem-type:sdk:badRequest", "Bad Request", $"The request cannot be read: {e.Message}", [new ApiIssue("Remedy", "See the API's description at /openapi/admin.json.")]));

    /// <summary>The answer to a body that the framework refused without a word; null where it did not.</summary>
    public static IResult? Unread(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => new Problem(new ApiProblem(status, "urn:problem-type:sdk:message", "Payload Too Large", "The body is larger than any request of this API needs to be (64 KB).", [])),
        StatusCodes.Status415UnsupportedMediaType => new Problem(ApiProblem.NotJson),
        _ => null,
    };

    /// <summary>404.</summary>
    public static IResult NotFound(string detail) => new Problem(new ApiProblem(StatusCodes.Status404NotFound, "urn:problem-type:sdk:notFound", "Not Found", detail, []));

    private sealed record Refusal(DeskFault Fault) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => new Problem(
            new ApiProblem(StatusCodes.Status422UnprocessableEntity, "urn:problem-type:sdknode:refused", "Refused", Fault.Detail, [new ApiIssue("Remedy", Fault.Remedy)])).ExecuteAsync(httpContext);
    }

    private sealed record Problem(ApiProblem Told) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.WriteAsync(httpContext, Told, httpContext.RequestServices.GetRequiredService<TimeProvider>());
    }
}
