using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Api.Problems;

/// <summary>A problem document of the contract (RFC 7807 style, API-4): what a request is answered with when it is not done.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">What kind of problem, a URN.</param>
/// <param name="Title">The kind for people.</param>
/// <param name="Detail">What happened.</param>
/// <param name="Issues">The faults, all that were found.</param>
internal sealed record ApiProblem(int Status, string Type, string Title, string Detail, IReadOnlyList<ApiIssue> Issues)
{
    private static readonly string Code = MessageStatus.MessageExchangeError.Code();

    /// <summary>The message concerned; null where none is known.</summary>
    public string? Instance { get; init; }

    /// <summary>Where the message is that is there already, or null.</summary>
    public string? Location { get; init; }

    /// <summary>What the client should show to be let in (RFC 6750), or null.</summary>
    public string? Challenge { get; init; }

    /// <summary>Seconds after which a new try makes sense, or null.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>400: the request is not what the contract or the message's rules ask for; nothing was stored.</summary>
    public static ApiProblem BadRequest(params IReadOnlyList<ApiIssue> issues) =>
        new(StatusCodes.Status400BadRequest, "urn:problem-type:sdk:badRequest", "Bad Request", Code, issues);

    /// <summary>400: larger than a message may be (MSG-13).</summary>
    public static ApiProblem TooLarge(long maxBytes) => new(
        StatusCodes.Status400BadRequest, "urn:problem-type:sdk:message", "Payload Too Large", $"Request message must not be larger than {maxBytes / 1_000_000} MB",
        [new ApiIssue("Payload Too Large", $"The message as XML, files in Base64, may have {maxBytes:N0} octets (MSG-13).")]);

    /// <summary>401: who asks has not shown that it may.</summary>
    public static ApiProblem Unauthorized(string detail) =>
        new(StatusCodes.Status401Unauthorized, "urn:problem-type:sdk:unauthorized", "Unauthorized", detail, [new ApiIssue("Unauthorized", detail, "Authorization")]);

    /// <summary>404: there is no such message for this client, whether or not another one's has that id (API-1).</summary>
    public static ApiProblem NotFound { get; } = new(
        StatusCodes.Status404NotFound, "urn:problem-type:sdk:notFound", "Not Found", "There is no such message.", [new ApiIssue("Not Found", "No message with this id is there for you.")]);

    /// <summary>404: the path is none of the API's.</summary>
    public static ApiProblem NoSuchPath { get; } = new(
        StatusCodes.Status404NotFound, "urn:problem-type:sdk:notFound", "Not Found", "There is no such path; the API's description is at /docs.", []);

    /// <summary>405: the path does not take the method.</summary>
    public static ApiProblem NoSuchMethod { get; } = new(
        StatusCodes.Status405MethodNotAllowed, "urn:problem-type:sdk:methodNotAllowed", "Method Not Allowed", "The path does not take this method; the API's description is at /docs.", []);

    /// <summary>409: the client has posted this messageId before, and the message is there.</summary>
    public static ApiProblem Posted(string messageId, string location) => new(
        StatusCodes.Status409Conflict, "urn:problem-type:sdk:conflict", "Conflict", "The message has been received before.",
        [new ApiIssue("Conflict", $"messageId {messageId} is used: the message is at {location}. Nothing was stored again.", "data.attributes.messageId")])
    { Location = location, Instance = messageId };

    /// <summary>415: the body is of another media type than JSON.</summary>
    public static ApiProblem NotJson { get; } = new(
        StatusCodes.Status415UnsupportedMediaType, "urn:problem-type:sdk:unsupportedMediaType", "Unsupported Media Type", "The body must be application/json in UTF-8.", []);

    /// <summary>429: the client or its address asks for more than it may; nothing was read or stored.</summary>
    public static ApiProblem TooMany(int seconds) =>
        new(StatusCodes.Status429TooManyRequests, "urn:problem-type:sdk:tooManyRequests", "Too Many Requests", $"You ask for more than you may. Try again in {seconds} seconds.", []) { RetryAfter = seconds };

    /// <summary>500: a fault of the node; its log says more under the instance.</summary>
    public static ApiProblem Own(string instance) => new(
        StatusCodes.Status500InternalServerError, "urn:problem-type:sdk:internalError", "Internal Server Error",
        "The node met a fault of its own. Try again; if it stays, give its operator the instance.", [])
    { Instance = instance };

    /// <summary>503: something that is needed does not answer; nothing was stored.</summary>
    public static ApiProblem Unavailable(string detail) =>
        new(StatusCodes.Status503ServiceUnavailable, "urn:problem-type:sdk:unavailable", "Service Unavailable", detail, []) { RetryAfter = 30 };
}
