using SdkNode.As4.Inspecting;
using SdkNode.As4.Receiving;
using SdkNode.Security.Certificates;

namespace SdkNode.As4.Tests.Support;

/// <summary>What an answer says, read with the inspector.</summary>
internal static class Answers
{
    public static Task<As4Inspection> ReadAsync(this As4HttpResponse answer) =>
        As4Inspector.InspectAsync(new MemoryStream(answer.Body.ToArray()), new As4InspectOptions { ContentType = answer.ContentType }, TestContext.Current.CancellationToken);

    /// <summary>Asserts that the message was refused with a signed error of that code, and that the log names the rule.</summary>
    public static async Task RefusedAsync(this RecordingConsumer consumer, As4HttpResponse answer, string code, string rule, int status = 200)
    {
        Assert.Empty(consumer.Committed);
        Assert.Equal((code, status), (consumer.Refusal.Error?.Code, answer.Status));
        Assert.StartsWith(rule + ":", consumer.Refusal.Detail, StringComparison.Ordinal);
        var inspection = await answer.ReadAsync();
        Assert.Equal(As4Kind.Error, inspection.Kind);
        Assert.True(inspection.IsValid, string.Join("; ", inspection.Checks));
        Assert.Equal(code, Assert.Single(inspection.Errors).Code);
        Assert.Equal("AP0002-DEV", CertificateNames.CommonName(inspection.Signer!));
    }

    /// <summary>Asserts that the request was turned away as no AS4 message, with one line of plain text.</summary>
    public static void TurnedAway(this RecordingConsumer consumer, As4HttpResponse answer, int status, string rule)
    {
        Assert.Empty(consumer.Committed);
        Assert.Equal(status, answer.Status);
        Assert.StartsWith("text/plain", answer.ContentType, StringComparison.Ordinal);
        Assert.Null(consumer.Refusal.Error);
        Assert.StartsWith(rule + ":", consumer.Refusal.Detail, StringComparison.Ordinal);
        var text = System.Text.Encoding.UTF8.GetString(answer.Body.Span);
        Assert.True(text.Length < 120 && !text.Contains('<', StringComparison.Ordinal) && !text.Contains("   at ", StringComparison.Ordinal));
    }
}
