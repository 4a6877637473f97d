using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SdkNode.Adapters.Contract;
using SdkNode.Node.Api.Messages;
using SdkNode.Node.Api.Problems;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Tests.Api.Messages;

public sealed class MessageQueryTests
{
    private const string Id = "019c7e87-6ef6-7fb0-8ccb-e93e3ab6e69f";

    private static readonly MessageFilter s_seen = new("demo", "0203:kristinehamn.example", ["a"]);

    [Theory, Rule("API-0.2")]
    [InlineData("?filter[messageStatus]=NEW&filter[senderAttention.subOrganization.extension]=b")]
    [InlineData("?FILTER[MESSAGESTATUS]=NEW&Filter[senderattention.suborganization.extension]=b")]
    [InlineData("?filter%5BmessageStatus%5D=%22NEW%22&filter[senderAttention.subOrganization.extension]='b'")]
    [InlineData("?filter=messageStatus=NEW&filter=senderAttention.subOrganization.extension=b")]
    [InlineData("?filter=[messageStatus]=NEW&Filter=%5BsenderAttention.subOrganization.extension%5D%3D%22b%22")]
    [InlineData("?filter=messagestatus=NEW&filter[senderAttention.subOrganization.extension]=b")]
    public void Filters_combine_however_they_are_written(string query)
    {
        var filter = Read(query).Filter;
        Assert.Equal([MessageStatus.New], filter.Statuses);
        Assert.Equal(["b"], filter.Senders);
        Assert.Equal(["a"], filter.OwnAddresses);
    }

    [Fact, Rule("API-0.2")]
    public void Statuses_and_marks_come_by_commas_or_one_by_one()
    {
        var filter = Read("?filter[messageStatus]=NEW, ACCEPTED&filter=messageStatus=REJECTED&filter[MessageStatus]=\"ERROR\"").Filter;
        Assert.Equal([MessageStatus.New, MessageStatus.Accepted], filter.Statuses.Order().Reverse());
        Assert.Equal([MessageMark.Rejected, MessageMark.Error], filter.Marks.Order());
    }

    [Fact, Rule("API-0.2")]
    public void The_recipients_address_has_two_names_that_count_as_one() =>
        Assert.Equal(["b", "c"], Read("?filter[handlingServiceId]=b&filter[recipientAttention.subOrganization.extension]=c").Filter.Recipients);

    [Theory, Rule("API-0.2")]
    [InlineData("2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z")]
    [InlineData("2026-03-01T12:00:00", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z")]
    [InlineData("2026-03-01T12:00:00.1234567", "2026-03-01T12:00:00.1234567Z", "2026-03-01T12:00:00.1234567Z")]
    [InlineData("2026-03-01T12:00%2B01:00", "2026-03-01T11:00:00Z", "2026-03-01T11:00:00Z")]
    [InlineData("2026-03-01T12:00+01:00", "2026-03-01T11:00:00Z", "2026-03-01T11:00:00Z")]
    [InlineData("\"2026-03-01\"", "2026-03-01T00:00:00Z", "2026-03-01T23:59:59.9999999Z")]
    [InlineData("9999-12-31", "9999-12-31T00:00:00Z", "9999-12-31T23:59:59.9999999Z")]
    public void Times_are_UTC_without_a_zone_and_a_day_is_all_of_it(string text, string from, string to)
    {
        var filter = Read($"?filter[creationDateTimeStart]={text}&filter[creationDateTimeStop]={text}").Filter;
        Assert.Equal(DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture), filter.WrittenFrom);
        Assert.Equal(DateTimeOffset.Parse(to, System.Globalization.CultureInfo.InvariantCulture), filter.WrittenTo);
    }

    [Fact]
    public void Conversations_are_asked_for_by_UUIDs_in_any_case()
    {
        var read = Read($"?filter[conversationId]={Id.ToUpperInvariant()}&filter[refToMessageId]={Id}&page[size]=7&page[after]={Id}");
        Assert.Equal((Id, Id), (read.Filter.ConversationId, read.Filter.RefToMessageId));
        Assert.Equal((7, Guid.Parse(Id)), (read.PageSize, read.After));
    }

    [Fact]
    public void Without_paging_none_is_asked_for() => Assert.Equal((null, null), (Read("").PageSize, Read("").After));

    [Theory, Rule("API-0.2", Refuses = true)]
    [InlineData("?filter[nothing]=1", "filter[nothing]")]
    [InlineData("?messageStatus=NEW", "messageStatus")]
    [InlineData("?filter[messageStatus]=", "filter[messageStatus]")]
    [InlineData("?filter[messageStatus]=new", "filter[messageStatus]")]
    [InlineData("?filter[messageStatus]=NEW,NONE", "filter[messageStatus]")]
    [InlineData("?filter[creationDateTimeStart]=yesterday", "filter[creationDateTimeStart]")]
    [InlineData("?filter[creationDateTimeStop]=2026-02-30", "filter[creationDateTimeStop]")]
    [InlineData("?filter[creationDateTimeStop]=9999-12-31T23:00:00-12:00", "filter[creationDateTimeStop]")]
    [InlineData("?filter[conversationId]=1", "filter[conversationId]")]
    [InlineData("?page[size]=0", "page[size]")]
    [InlineData("?page[size]=1001", "page[size]")]
    [InlineData("?page[size]=-1", "page[size]")]
    [InlineData("?page[after]=1", "page[after]")]
    [InlineData("?page[number]=1", "page[number]")]
    [InlineData("?filter", "filter")]
    [InlineData("?filter=NEW", "filter")]
    [InlineData("?filter==NEW", "filter")]
    [InlineData("?filter=[]=NEW", "filter")]
    [InlineData("?filter=[messageStatus=NEW", "filter")]
    [InlineData("?filter=filter[messageStatus]=NEW", "filter")]
    [InlineData("?filter=nothing=1", "filter[nothing]")]
    [InlineData("?a%00%0Ab=1", "a??b")]
    public void What_is_wrong_is_named(string query, string place) =>
        Assert.Equal(place, Assert.Single(Faults(MessageQuery.Read(Parse(query), s_seen))).In);

    [Fact, Rule("API-0.2", Refuses = true)]
    public void All_that_is_wrong_is_named_at_once() =>
        Assert.Equal(
            ["filter", "page[size]", "filter[messageStatus]", "b"],
            Faults(MessageQuery.Read(Parse("?filter=x&page[size]=x&filter[messageStatus]=x&b=x"), s_seen)).Select(issue => issue.In));

    [Theory, Rule("API-0.2")]
    [InlineData("", true, true)]
    [InlineData("?filter[contentBodyText]=false", false, true)]
    [InlineData("?FILTER[CONTENTFILES]=\"False\"", true, false)]
    [InlineData("?filter=contentFiles=false&filter=[contentBodyText]=false", false, false)]
    [InlineData("?filter[contentFiles]=true&filter[status]=NEW&filter[handlingServiceId]=b&filter[creationDateTime]=x&filter[pageNumber]=2&filter[size]=10", true, true)]
    public void Content_of_one_message_is_left_out_when_it_is_not_wanted(string query, bool texts, bool files) =>
        Assert.Equal(ContractParts.All with { Texts = texts, Files = files }, MessageQuery.ReadParts(Parse(query)).Value);

    [Theory, Rule("API-0.2", Refuses = true)]
    [InlineData("?filter[contentFiles]=no", "filter[contentFiles]")]
    [InlineData("?filter[messageStatus]=NEW", "filter[messageStatus]")]
    [InlineData("?size=10", "size")]
    [InlineData("?filter=x", "filter")]
    public void What_one_message_does_not_know_is_named(string query, string place) =>
        Assert.Equal(place, Assert.Single(Faults(MessageQuery.ReadParts(Parse(query)))).In);

    private static MessageQuery Read(string query)
    {
        Assert.True(MessageQuery.Read(Parse(query), s_seen).TryGet(out var read, out var problem), string.Join("; ", problem?.Issues ?? []));
        return read;
    }

    private static IReadOnlyList<ApiIssue> Faults<T>(SdkNode.Security.Result<T, ApiProblem> done)
        where T : class
    {
        Assert.False(done.TryGet(out _, out var problem));
        Assert.Equal(StatusCodes.Status400BadRequest, problem.Status);
        return problem.Issues;
    }

    private static QueryCollection Parse(string query) => new(QueryHelpers.ParseQuery(query));
}
