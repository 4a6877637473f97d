using Microsoft.OpenApi;
using static SdkNode.Node.Api.Schema.Shape;

namespace SdkNode.Node.Api.Schema;

/// <summary>The shapes of problems and of messages' events (API-4), as <see cref="Problems.ProblemWriter"/> writes them.</summary>
internal static class ProblemShapes
{
    /// <summary>The shapes by their names in the contract.</summary>
    public static IEnumerable<(string Name, OpenApiSchema Schema)> All =>
    [
        ("EventDef", Object(
            "What a problem and an event issue have in common, after RFC 7807. A value that is not known is NA.",
            ("type", Text("What kind it is, a URN.", "urn:problem-type:sdk:badRequest", format: "uri")),
            ("title", Text("What kind it is, in words.", "Bad Request")),
            ("status", Number("The HTTP status. Only a problem has it.", from: 400, below: 600)),
            ("detail", Text("What happened.", "MESSAGE_EXCHANGE_ERROR")),
            ("instance", Text("The message that it is about, or the request: a UUID alone.", "7a366a80-9931-4f37-b224-de4069e1c8bf", format: "uri")))),
        ("Events", Extends("EventDef", Object(
            "A problem with a request, or what has happened to a message: then title and detail are its status, and type is urn:event-type:sdk:message.",
            ("type!", Text("What kind it is, a URN.", "urn:problem-type:sdk:badRequest", format: "uri")),
            ("title!", Text("What kind of problem it is; of a message its status.", "Bad Request")),
            ("detail!", Text("What happened; of a message its status.", "MESSAGE_EXCHANGE_ERROR")),
            ("eventIssues", List(Named("Issue"), "Of a problem every fault that was found, 50 at most; of a message its history, the newest first."))))),
        ("Issue", Extends("EventDef", Object(
            "A fault of a request, or one thing that happened to a message.",
            ("typeCode!", Text("A status of a message, or the line code of a rejection: SV, BV or SIG.", "MESSAGE_EXCHANGE_ERROR")),
            ("title!", Text("What kind of fault or event it is.", "Input isn't valid with respect to schema")),
            ("detail!", Text("What is wrong or what happened; NA where nothing more is known.", "It is required.")),
            ("in!", Text("Where the fault is: an attribute as a dotted path, a parameter, an XPath in the message, or NA.", "data.attributes.label")),
            ("dateTime!", Text("When, in UTC.", "2026-03-01T12:00:00.000Z")),
            ("datetime!", Text("The same time again, under the other name that is in use for it.", "2026-03-01T12:00:00.000Z"))))),
    ];
}
