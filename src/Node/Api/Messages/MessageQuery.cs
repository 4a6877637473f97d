using System.Globalization;
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

    private const string AnyId = "It must be a UUID, 8-4-4-4-12 hexadecimal digits.";

    private const string OfList = "filter[messageStatus], filter[recipientAttention.subOrganization.extension], filter[senderAttention.subOrganization.extension], filter[creationDateTimeStart], "
        + "filter[creationDateTimeStop], filter[conversationId], filter[refToMessageId], page[size] and page[after]";

    /// <summary>Filters that the contract's description of one message names beside those that leave content out; one message has nothing to filter by them.</summary>
    public static IReadOnlyList<string> WithoutEffect { get; } = ["status", "handlingServiceId", "creationDateTime", "pagenumber", "size"];

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
        foreach (var parameter in QueryParameters.Read(query, issues))
        {
            read = parameter.Name switch
            {
                "PAGE[SIZE]" => read with { PageSize = Size(parameter, issues) },
                "PAGE[AFTER]" => read with { After = Id(parameter, "It must be an id from links.next.", issues) },
                _ => read with { Filter = Apply(read.Filter, parameter, issues) },
            };
        }

        return issues.Count > 0 ? ApiProblem.BadRequest(issues) : read;
    }

    /// <summary>Reads which content of one message is wanted.</summary>
    public static Result<ContractParts, ApiProblem> ReadParts(IQueryCollection query)
    {
        var issues = new List<ApiIssue>();
        var parts = ContractParts.All;
        foreach (var parameter in QueryParameters.Read(query, issues))
        {
            parts = parameter.Name switch
            {
                "FILTER[CONTENTBODYTEXT]" => parts with { Texts = Boolean(parameter, issues) },
                "FILTER[CONTENTFILES]" => parts with { Files = Boolean(parameter, issues) },
                var name when WithoutEffect.Any(filter => name == QueryParameters.Filter(filter)) => parts,
                _ => Unknown(parts, parameter, issues, "filter[contentBodyText] and filter[contentFiles]"),
            };
        }

        return issues.Count > 0 ? ApiProblem.BadRequest(issues) : parts;
    }

    private static MessageFilter Apply(MessageFilter filter, QueryParameter parameter, List<ApiIssue> issues) => parameter.Name switch
    {
        "FILTER[MESSAGESTATUS]" => Status(filter, parameter, issues),

        // Two names of the same address: like two values of one name.
        "FILTER[RECIPIENTATTENTION.SUBORGANIZATION.EXTENSION]" or "FILTER[HANDLINGSERVICEID]" => filter with { Recipients = [.. filter.Recipients, .. parameter.All] },
        "FILTER[SENDERATTENTION.SUBORGANIZATION.EXTENSION]" => filter with { Senders = parameter.All },
        "FILTER[CREATIONDATETIMESTART]" => filter with { WrittenFrom = Time(parameter, endOfDay: false, issues) },
        "FILTER[CREATIONDATETIMESTOP]" => filter with { WrittenTo = Time(parameter, endOfDay: true, issues) },
        "FILTER[CONVERSATIONID]" => filter with { ConversationId = Id(parameter, AnyId, issues)?.ToString("D") },
        "FILTER[REFTOMESSAGEID]" => filter with { RefToMessageId = Id(parameter, AnyId, issues)?.ToString("D") },
        "FILTER[CONTENTBODYTEXT]" or "FILTER[CONTENTFILES]" => filter,
        _ => Unknown(filter, parameter, issues, OfList),
    };

    private static MessageFilter Status(MessageFilter filter, QueryParameter parameter, List<ApiIssue> issues)
    {
        var statuses = new List<MessageStatus>();
        var marks = new List<MessageMark>();
        foreach (var code in parameter.All.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)))
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
                issues.Add(ApiIssue.Form(parameter.Shown, "It is no status of the contract, such as NEW or WAITING_FOR_RECEIPT."));
            }
        }

        return filter with { Statuses = statuses, Marks = marks };
    }

    private static int? Size(QueryParameter parameter, List<ApiIssue> issues)
    {
        if (int.TryParse(parameter.Last, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is > 0 and <= MostPerPage)
        {
            return size;
        }

        issues.Add(ApiIssue.Form(parameter.Shown, $"It must be a number from 1 to {MostPerPage}."));
        return null;
    }

    private static Guid? Id(QueryParameter parameter, string otherwise, List<ApiIssue> issues)
    {
        if (MessageId.TryParse(parameter.Last, out var id))
        {
            return id.Uuid;
        }

        issues.Add(ApiIssue.Form(parameter.Shown, otherwise));
        return null;
    }

    // A time without zone means UTC; a day alone means all of it.
    private static DateTimeOffset? Time(QueryParameter parameter, bool endOfDay, List<ApiIssue> issues)
    {
        // A plus sign that was not escaped came as a space.
        var text = parameter.Last.Replace(' ', '+');
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal;
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, Styles, out var day))
        {
            // Not the day after less a tick: the last day that can be written has none after it.
            return endOfDay ? day.Add(new TimeSpan(TimeSpan.TicksPerDay - 1)) : day;
        }

        if (DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, Styles, out var time))
        {
            return time;
        }

        issues.Add(ApiIssue.Form(parameter.Shown, "It must be a time as 2026-03-01T12:00:00Z, or a day as 2026-03-01."));
        return null;
    }

    private static bool Boolean(QueryParameter parameter, List<ApiIssue> issues)
    {
        if (bool.TryParse(parameter.Last, out var wanted))
        {
            return wanted;
        }

        issues.Add(ApiIssue.Form(parameter.Shown, "It must be true or false."));
        return true;
    }

    private static T Unknown<T>(T unchanged, QueryParameter parameter, List<ApiIssue> issues, string known)
    {
        issues.Add(ApiIssue.Form(parameter.Shown, $"There is no such parameter here; there are {known}."));
        return unchanged;
    }
}
