using System.Globalization;
using Microsoft.Extensions.Primitives;
using SdkNode.Adapters.Contract;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Api.Problems;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Security;

namespace SdkNode.Node.Api.Messages;

/// <summary>
/// A query as the contract writes it: <c>filter[name]=value</c>, names case-insensitive, values with or without quotes, several
/// filters all counting (API-0.2); and our paging, which only counts when it is asked for.
/// </summary>
internal sealed record MessageQuery(MessageFilter Filter)
{
    /// <summary>The most messages that a page may be asked for.</summary>
    public const int MostPerPage = 1_000;

    /// <summary>The most messages of a page; null when all are asked for.</summary>
    public int? PageSize { get; init; }

    /// <summary>The internal id after which the page begins.</summary>
    public Guid? After { get; init; }

    /// <summary>Reads the query of a list.</summary>
    /// <param name="query">The query.</param>
    /// <param name="seen">All that the caller may see.</param>
    public static Result<MessageQuery, ApiProblem> Read(IQueryCollection query, MessageFilter seen)
    {
        var issues = new List<ApiIssue>();
        var read = new MessageQuery(seen);
        foreach (var (key, values) in query)
        {
            read = key.ToUpperInvariant() switch
            {
                "PAGE[SIZE]" => read with { PageSize = Size(key, values, issues) },
                "PAGE[AFTER]" => read with { After = Id(key, values, issues) },
                _ => read with { Filter = Apply(read.Filter, key, values, issues) },
            };
        }

        return issues.Count > 0 ? ApiProblem.BadRequest(issues) : read;
    }

    /// <summary>Reads which content of one message is wanted.</summary>
    public static Result<ContractParts, ApiProblem> ReadParts(IQueryCollection query)
    {
        var issues = new List<ApiIssue>();
        var parts = ContractParts.All;
        foreach (var (key, values) in query)
        {
            parts = key.ToUpperInvariant() switch
            {
                "FILTER[CONTENTBODYTEXT]" => parts with { Texts = Boolean(key, values, issues) },
                "FILTER[CONTENTFILES]" => parts with { Files = Boolean(key, values, issues) },
                _ => Unknown(parts, key, issues, "filter[contentBodyText] and filter[contentFiles]"),
            };
        }

        return issues.Count > 0 ? ApiProblem.BadRequest(issues) : parts;
    }

    private static MessageFilter Apply(MessageFilter filter, string key, StringValues values, List<ApiIssue> issues) => key.ToUpperInvariant() switch
    {
        "FILTER[MESSAGESTATUS]" => Status(filter, key, values, issues),
        "FILTER[RECIPIENTATTENTION.SUBORGANIZATION.EXTENSION]" or "FILTER[HANDLINGSERVICEID]" => filter with { Recipients = [.. values.Select(Unquoted)] },
        "FILTER[SENDERATTENTION.SUBORGANIZATION.EXTENSION]" => filter with { Senders = [.. values.Select(Unquoted)] },
        "FILTER[CREATIONDATETIMESTART]" => filter with { WrittenFrom = Time(key, values, endOfDay: false, issues) },
        "FILTER[CREATIONDATETIMESTOP]" => filter with { WrittenTo = Time(key, values, endOfDay: true, issues) },
        "FILTER[CONVERSATIONID]" => filter with { ConversationId = Unquoted(values[^1]) },
        "FILTER[REFTOMESSAGEID]" => filter with { RefToMessageId = Unquoted(values[^1]) },
        "FILTER[CONTENTBODYTEXT]" or "FILTER[CONTENTFILES]" => filter,
        _ => Unknown(filter, key, issues, "filter[messageStatus], filter[recipientAttention.subOrganization.extension], filter[senderAttention.subOrganization.extension], filter[creationDateTimeStart], "
            + "filter[creationDateTimeStop], filter[conversationId], filter[refToMessageId], page[size] and page[after]"),
    };

    private static MessageFilter Status(MessageFilter filter, string key, StringValues values, List<ApiIssue> issues)
    {
        var statuses = new List<MessageStatus>();
        var marks = new List<MessageMark>();
        foreach (var code in values.SelectMany(value => Unquoted(value).Split(',', StringSplitOptions.TrimEntries)))
        {
            if (MessageStatuses.TryRead(code, out var status))
            {
                statuses.Add(status);
            }
            else if (MessageStatuses.TryReadMark(code, out var mark))
            {
                marks.Add(mark);
            }
            else
            {
                issues.Add(ApiIssue.Form(key, "It is no status of the contract, such as NEW or WAITING_FOR_RECEIPT."));
            }
        }

        return filter with { Statuses = statuses, Marks = marks };
    }

    private static int? Size(string key, StringValues values, List<ApiIssue> issues)
    {
        if (int.TryParse(Unquoted(values[^1]), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is > 0 and <= MostPerPage)
        {
            return size;
        }

        issues.Add(ApiIssue.Form(key, $"It must be a number from 1 to {MostPerPage}."));
        return null;
    }

    private static Guid? Id(string key, StringValues values, List<ApiIssue> issues)
    {
        if (MessageId.TryParse(Unquoted(values[^1]), out var id))
        {
            return id.Uuid;
        }

        issues.Add(ApiIssue.Form(key, "It must be an id from links.next."));
        return null;
    }

    // A time without zone means UTC; a day alone means all of it.
    private static DateTimeOffset? Time(string key, StringValues values, bool endOfDay, List<ApiIssue> issues)
    {
        var text = Unquoted(values[^1]).Replace(' ', '+');
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal;
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, Styles, out var day))
        {
            return endOfDay ? day.AddDays(1).AddTicks(-1) : day;
        }

        if (DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, Styles, out var time))
        {
            return time;
        }

        issues.Add(ApiIssue.Form(key, "It must be a time as 2026-03-01T12:00:00Z, or a day as 2026-03-01."));
        return null;
    }

    private static bool Boolean(string key, StringValues values, List<ApiIssue> issues)
    {
        if (bool.TryParse(Unquoted(values[^1]), out var wanted))
        {
            return wanted;
        }

        issues.Add(ApiIssue.Form(key, "It must be true or false."));
        return true;
    }

    private static T Unknown<T>(T unchanged, string key, List<ApiIssue> issues, string known)
    {
        var printable = new string([.. key.Take(80).Select(letter => char.IsControl(letter) ? '?' : letter)]);
        issues.Add(ApiIssue.Form(printable, $"There is no such parameter here; there are {known}."));
        return unchanged;
    }

    private static string Unquoted(string? value)
    {
        var text = value ?? "";
        return text.Length >= 2 && text[0] == text[^1] && (text[0] is '"' or '\'') ? text[1..^1] : text;
    }
}
