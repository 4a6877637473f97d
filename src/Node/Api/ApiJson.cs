using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SdkNode.Node.Api;

/// <summary>How the API writes JSON.</summary>
internal static class ApiJson
{
    /// <summary>The contract's media type.</summary>
    public const string MediaType = "application/json; charset=utf-8";

    /// <summary>Swedish letters stand as they are; the answers are never put into pages unescaped, for their media type is JSON.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = false };

    /// <summary>A time as the contract writes it: UTC with milliseconds.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
