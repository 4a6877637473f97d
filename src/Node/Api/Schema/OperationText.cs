using Microsoft.OpenApi;
using SdkNode.Node.Api.Authorization;

namespace SdkNode.Node.Api.Schema;

/// <summary>What the description says of one operation. The scope, and how its lack is answered, come from the endpoint itself.</summary>
/// <param name="Id">The operation's id; that of the contract where it has the operation.</param>
/// <param name="Tag">One of <see cref="DescriptionFrame"/>'s tags.</param>
/// <param name="Summary">A heading.</param>
/// <param name="Description">What it does.</param>
internal sealed record OperationText(string Id, string Tag, string Summary, string Description)
{
    private const string Json = "application/json";

    /// <summary>The name of the posted document's shape, or null.</summary>
    public string? Body { get; init; }

    /// <summary>The parameters, in the path and in the query.</summary>
    public IReadOnlyList<OpenApiParameter> Parameters { get; init; } = [];

    /// <summary>The answers of this operation, beside those that every operation has.</summary>
    public required IReadOnlyList<AnswerText> Answers { get; init; }

    private static IEnumerable<AnswerText> Everywhere =>
    [
        new(401, "No token, one that does not count here, or one without the scope.", "Events") { Headers = [("WWW-Authenticate", "What is asked for (RFC 6750).")] },
        new(503, "Something that is needed does not answer now. Nothing was done.", "Events") { Headers = [("Retry-After", "Seconds after which a new try makes sense.")] },
        new(null, "Any other problem, such as a fault of the node (500).", "Events"),
    ];

    /// <summary>Writes it into the description.</summary>
    /// <param name="operation">The operation, with what the framework found out about it, which is replaced.</param>
    /// <param name="document">The description.</param>
    /// <param name="scope">The scope that the endpoint asks for.</param>
    public void WriteTo(OpenApiOperation operation, OpenApiDocument document, string scope)
    {
        operation.OperationId = Id;
        operation.Summary = Summary;
        operation.Description = Description;
        operation.Tags = new HashSet<OpenApiTagReference> { new(Tag, document) };
        operation.Parameters = [.. Parameters];
        operation.RequestBody = Body is null ? null : new OpenApiRequestBody { Required = true, Content = Content(Body) };
        operation.Responses = [];
        foreach (var answer in Answers.Concat(Everywhere).OrderBy(answer => answer.Status ?? int.MaxValue))
        {
            operation.Responses.Add(answer.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "default", Response(answer));
        }

        operation.Security = [.. ApiScopes.NamesOf(scope).Select(name => new OpenApiSecurityRequirement { [new(DescriptionFrame.SecurityScheme, document)] = [name] })];
    }

    private static OpenApiResponse Response(AnswerText answer) => new()
    {
        Description = answer.Description,
        Content = answer.Shape is null ? null : Content(answer.Shape),
        Headers = answer.Headers.Count == 0 ? null : answer.Headers.ToDictionary(header => header.Name, IOpenApiHeader (header) => new OpenApiHeader { Description = header.Description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } }),
    };

    private static Dictionary<string, OpenApiMediaType> Content(string shape) => new() { [Json] = new OpenApiMediaType { Schema = Shape.Named(shape) } };
}

/// <summary>One answer of an operation.</summary>
/// <param name="Status">The HTTP status; null for all others.</param>
/// <param name="Description">What it means.</param>
/// <param name="Shape">The name of the document's shape; null for an answer without a body.</param>
internal sealed record AnswerText(int? Status, string Description, string? Shape = null)
{
    /// <summary>The headers that the answer has.</summary>
    public IReadOnlyList<(string Name, string Description)> Headers { get; init; } = [];
}
