using Microsoft.OpenApi;
using SdkNode.Node.Api.Messages;
using static SdkNode.Node.Api.Schema.Shape;

namespace SdkNode.Node.Api.Schema;

/// <summary>The parameters of the operations on messages, as <see cref="MessageQuery"/> reads them.</summary>
internal static class MessageParameters
{
    private const string Time = "A time such as 2026-03-01T12:00:00Z, without a zone in UTC, or a day such as 2026-03-01.";

    /// <summary>The message of the path.</summary>
    public static OpenApiParameter MessageId { get; } = new()
    {
        Name = "messageId",
        In = ParameterLocation.Path,
        Required = true,
        Description = "The message's id. The node's own id counts too. Any other text is answered with 404.",
        Schema = Text("The attribute messageId.", "19c7e876-ef6f-4fb0-bccb-e93e3ab6e69f"),
    };

    /// <summary>What a list is narrowed by, and its paging.</summary>
    public static IReadOnlyList<OpenApiParameter> OfList { get; } =
    [
        Family("They narrow the list together; a filter that stands more than once takes any of its values where it names a status or an address."),
        Query("filter[messageStatus]", "Messages in this status, or with this mark; several by commas.", Text("A status.", "NEW")),
        Query("filter[recipientAttention.subOrganization.extension]", "Messages to this functional address.", Text("A functional address.", "registrator@kristinehamn.se")),
        Query("filter[handlingServiceId]", "The same by its name in the envelope: messages to this functional address. Beside the contract.", Text("A functional address.")),
        Query("filter[senderAttention.subOrganization.extension]", "Messages from this functional address.", Text("A functional address.")),
        Query("filter[creationDateTimeStart]", "Messages written at this time or later.", Text(Time)),
        Query("filter[creationDateTimeStop]", "Messages written at this time or earlier; a day counts to its end.", Text(Time)),
        Query("filter[conversationId]", "Messages of this conversation. Beside the contract.", Text("A UUID.")),
        Query("filter[refToMessageId]", "Messages that reply to this one or complement it. Beside the contract.", Text("A UUID.")),
        Query("filter[contentBodyText]", "Without effect: a list never holds texts.", Text("Anything.")),
        Query("filter[contentFiles]", "Without effect: a list never holds files.", Text("Anything.")),
        Query("page[size]", "How many messages a page has. Left out: all of them. Beside the contract.", Number("A number.", from: 1, below: MessageQuery.MostPerPage + 1)),
        Query("page[after]", "Where the page begins: take it from links.next. Beside the contract.", Text("An id of the node's own.")),
    ];

    /// <summary>What of one message is wanted.</summary>
    public static IReadOnlyList<OpenApiParameter> OfMessage { get; } =
    [
        MessageId,
        Family("They leave content out."),
        Query("filter[contentBodyText]", "false leaves the texts out.", Flag("Whether the texts are wanted.")),
        Query("filter[contentFiles]", "false leaves the files out.", Flag("Whether the files are wanted.")),
        .. MessageQuery.WithoutEffect.Select(name => Query($"filter[{name}]", "Without effect: the contract names it, and one message has nothing to filter by it.", Text("Anything."))),
    ];

    // The contract declares the family by this name alone, as a list of strings.
    private static OpenApiParameter Family(string description)
    {
        var family = Query("filter", $"Stands for the parameters filter[name]=value below. Sent by this name, each value is name=value or [name]=value and means the same. Names may be in any case, values in quotes. {description}", List(Text("A filter.")));
        family.Style = ParameterStyle.Form;
        family.Explode = true;
        return family;
    }

    private static OpenApiParameter Query(string name, string description, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema };
}
