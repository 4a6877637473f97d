using System.Text.Json;
using SdkNode.Adapters.Contract;

namespace SdkNode.Node.Api;

/// <summary>The frame of the API's documents: <c>meta</c>, <c>links</c>, <c>data</c> (API-5).</summary>
internal static class ApiDocument
{
    /// <summary>The contract's version.</summary>
    public const string Version = "sdk api 1.0.0";

    /// <summary>Begins a document up to and with the name <c>data</c>.</summary>
    public static void Begin(Utf8JsonWriter json, string self, string? next = null)
    {
        json.WriteStartObject();
        json.WriteStartObject("meta");
        json.WriteString("version", Version);
        json.WriteEndObject();
        json.WriteStartObject("links");
        json.WriteString("self", self);
        if (next is not null)
        {
            json.WriteString("next", next);
        }

        json.WriteEndObject();
        json.WritePropertyName("data");
    }

    /// <summary>Begins the answer to a request.</summary>
    public static Utf8JsonWriter Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = ApiJson.MediaType;
        context.Response.Headers.CacheControl = "no-store";
        return new Utf8JsonWriter(context.Response.Body, ContractWriter.Options);
    }
}
