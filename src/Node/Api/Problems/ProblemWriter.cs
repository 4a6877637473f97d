using System.Buffers;
using System.Globalization;
using System.Text.Json;
using SdkNode.Adapters.Contract;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Api.Problems;

/// <summary>Writes problem documents as the contract has them: media type application/json, empty values <c>NA</c> (API-4).</summary>
internal static class ProblemWriter
{
    // Enough to mend a request by; a body with 100,000 faults is not answered with as many.
    internal const int MostIssues = 50;

    /// <summary>Answers with a problem.</summary>
    public static async Task WriteAsync(HttpContext context, ApiProblem problem, TimeProvider clock)
    {
        var response = context.Response;
        response.Clear();
        response.StatusCode = problem.Status;
        response.ContentType = ApiJson.MediaType;
        response.Headers.CacheControl = "no-store";
        if (problem.Location is not null)
        {
            response.Headers.Location = problem.Location;
        }

        if (problem.Challenge is not null)
        {
            response.Headers.WWWAuthenticate = problem.Challenge;
        }

        if (problem.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, ContractWriter.Options))
        {
            Write(json, problem, clock.GetUtcNow());
        }

        response.ContentLength = body.WrittenCount;
        await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, ApiProblem problem, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("type", problem.Type);
        json.WriteString("title", problem.Title);
        json.WriteNumber("status", problem.Status);
        json.WriteString("detail", problem.Detail);
        json.WriteString("instance", problem.Instance ?? Guid.NewGuid().ToString("D"));
        json.WriteStartArray("eventIssues");
        foreach (var issue in problem.Issues.Take(MostIssues))
        {
            IssueWriter.Write(json, MessageStatus.MessageExchangeError.Code(), issue.Title, issue.Detail, issue.In, now);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
