using System.Net;
using System.Text.Json;

namespace SdkNode.Node.Tests.Api;

/// <summary>What a test asks of the API's answers.</summary>
internal static class ApiAnswers
{
    /// <summary>The problem document that the answer must be, in the contract's form (API-4).</summary>
    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        return Problem(text, status);
    }

    /// <summary>A problem document, its form checked.</summary>
    public static JsonElement Problem(string text, HttpStatusCode status)
    {
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(["type", "title", "status", "detail", "instance", "eventIssues"], problem.EnumerateObject().Select(property => property.Name));
        Assert.StartsWith("urn:problem-type:sdk:", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.True(Guid.TryParse(problem.GetProperty("instance").GetString(), out _));
        Assert.All(problem.GetProperty("eventIssues").EnumerateArray(), CheckIssue);
        return problem;
    }

    /// <summary>Where the issues of a problem are.</summary>
    public static IReadOnlyList<string> Places(this JsonElement problem) =>
        [.. problem.GetProperty("eventIssues").EnumerateArray().Select(issue => issue.GetProperty("in").GetString()!)];

    /// <summary>The form of an issue, in a problem as in a message's events.</summary>
    public static void CheckIssue(JsonElement issue)
    {
        Assert.Equal(["typeCode", "title", "detail", "in", "dateTime", "datetime"], issue.EnumerateObject().Select(property => property.Name));
        Assert.All(issue.EnumerateObject(), property => Assert.NotEmpty(property.Value.GetString()!));
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$", issue.GetProperty("dateTime").GetString());
        Assert.Equal(issue.GetProperty("dateTime").GetString(), issue.GetProperty("datetime").GetString());
    }
}
