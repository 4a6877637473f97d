using System.Text.Json;
using SdkNode.Adapters.Contract;

namespace SdkNode.Node.Api.Problems;

/// <summary>Writes an event issue of the contract, of a problem as of a message's events (API-4).</summary>
internal static class IssueWriter
{
    private const string Empty = "NA";

    /// <summary>Writes the issue; the time stands under both names that the sources use.</summary>
    public static void Write(Utf8JsonWriter json, string typeCode, string? title, string? detail, string? place, DateTimeOffset at)
    {
        json.WriteStartObject();
        json.WriteString("typeCode", typeCode);
        json.WriteString("title", Known(title));
        json.WriteString("detail", Known(detail));
        json.WriteString("in", Known(place));
        json.WriteString("dateTime", ContractWriter.Timestamp(at));
        json.WriteString("datetime", ContractWriter.Timestamp(at));
        json.WriteEndObject();
    }

    private static string Known(string? text) => string.IsNullOrEmpty(text) ? Empty : text;
}
