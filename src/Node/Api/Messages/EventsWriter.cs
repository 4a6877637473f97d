using System.Text.Json;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Node.Api.Problems;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Api.Messages;

/// <summary>Writes a message's events as the contract has them (API-4): newest first, a rejection's lines in the receipt's order.</summary>
internal static class EventsWriter
{
    private const string Type = "urn:event-type:sdk:message";

    // The lines of a message receipt (RCPT-4) belong together and keep their order.
    private static readonly string[] LineCodes = [LineCode.Schema, LineCode.Business, LineCode.Signature];

    /// <summary>Writes the value of the attribute <c>events</c>.</summary>
    public static void Write(Utf8JsonWriter json, MessageRow message, IEnumerable<MessageEventRow> events)
    {
        var status = message.Status.Code();
        json.WriteStartObject();
        json.WriteString("type", Type);
        json.WriteString("title", status);
        json.WriteString("detail", status);
        json.WriteString("instance", message.XheId);
        json.WriteStartArray("eventIssues");
        foreach (var step in NewestFirst([.. events.Where(step => step.Code != Events.MailboxCode)]))
        {
            IssueWriter.Write(json, step.Code, step.Title, step.Detail, step.In, step.At);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IEnumerable<MessageEventRow> NewestFirst(List<MessageEventRow> oldestFirst)
    {
        for (var end = oldestFirst.Count; end > 0;)
        {
            var start = end - 1;
            while (IsLine(oldestFirst[start]) && start > 0 && IsLine(oldestFirst[start - 1]))
            {
                start--;
            }

            for (var i = start; i < end; i++)
            {
                yield return oldestFirst[i];
            }

            end = start;
        }
    }

    private static bool IsLine(MessageEventRow step) => LineCodes.Contains(step.Code);
}
