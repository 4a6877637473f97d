using Microsoft.OpenApi;

namespace SdkNode.Node.Api.Schema;

/// <summary>Every shape that has a name; operations refer to them.</summary>
internal static class ApiShapes
{
    /// <summary>Puts the shapes into the description.</summary>
    public static void AddTo(OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas = DocumentShapes.All.Concat(MessageShapes.All).Concat(ProblemShapes.All).Concat(AddressBookShapes.All)
            .ToDictionary(shape => shape.Name, IOpenApiSchema (shape) => shape.Schema);
    }
}
