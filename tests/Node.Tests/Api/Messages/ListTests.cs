using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Node.Demo;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Api.Messages;

/// <summary>Lists by filters, and page by page (API-0.2, API-0.4). Each test looks at a conversation of its own, in a functional address that no other test uses.</summary>
public sealed class ListTests(FederationFixture federation)
{
    private const string Path = "/v1/sdk/messages";
    private const string Function = "kristinehamn.barn-och-familj";

    private readonly string _conversation = Guid.NewGuid().ToString();

    [Fact]
    [Rule("API-0.4")]
    [Rule("API-5")]
    public async Task A_list_of_nothing_is_an_empty_list()
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A, ["nobody"]);
        var list = await client.GetAsync($"{Path}?filter[messageStatus]=NEW");
        Assert.Equal(["meta", "links", "data"], list.EnumerateObject().Select(property => property.Name));
        Assert.Equal("sdk api 1.0.0", list.GetProperty("meta").GetProperty("version").GetString());
        Assert.Equal(new Uri(world.A.ApiAddress, $"{Path}?filter[messageStatus]=NEW").OriginalString, list.GetProperty("links").GetProperty("self").GetString());
        Assert.Equal(0, list.GetProperty("data").GetArrayLength());
    }

    [Fact]
    [Rule("API-0.2")]
    public async Task Filters_narrow_the_list_one_by_one_and_together()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        var early = await SendAsync(client, world.Partner.Party, message => message["creationDateTime"] = "2026-03-01T23:59:59.999Z");
        var late = await SendAsync(client, world.B.Party, message => message["creationDateTime"] = "2026-03-02T00:00:00Z");
        await client.WaitForAsync(early, "WAITING_FOR_RECEIPT");
        await client.WaitForAsync(late, "ACCEPTED");
        await AssertAsync(client, "", late, early);
        await AssertAsync(client, "filter[messageStatus]=ACCEPTED", late);
        await AssertAsync(client, "FILTER[messagestatus]=\"WAITING_FOR_RECEIPT\"", early);
        await AssertAsync(client, "filter[messageStatus]=ACCEPTED,WAITING_FOR_RECEIPT", late, early);
        await AssertAsync(client, "filter=messageStatus=ACCEPTED", late);
        await AssertAsync(client, "filter[messageStatus]=NEW");
        await AssertAsync(client, $"filter[recipientAttention.subOrganization.extension]={world.B.Party.Function}", late);
        await AssertAsync(client, $"filter[recipientAttention.subOrganization.extension]='{world.Partner.Party.Function}'", early);
        await AssertAsync(client, $"filter[handlingServiceId]={world.B.Party.Function}", late);
        await AssertAsync(client, $"filter[senderAttention.subOrganization.extension]={Function}", late, early);
        await AssertAsync(client, "filter[senderAttention.subOrganization.extension]=nobody");
        await AssertAsync(client, "filter[creationDateTimeStart]=2026-03-02", late);
        await AssertAsync(client, "filter[creationDateTimeStop]=2026-03-01", early);
        await AssertAsync(client, "filter[creationDateTimeStart]=2026-03-02T00:00:00", late);
        await AssertAsync(client, "filter[creationDateTimeStart]=2026-03-02T01:00:00%2B01:00", late);
        await AssertAsync(client, "filter[creationDateTimeStart]=2026-03-01&filter[creationDateTimeStop]=2026-03-02", late, early);
        await AssertAsync(client, "filter[messageStatus]=ACCEPTED&filter[creationDateTimeStop]=2026-03-01");
        await AssertAsync(client, $"filter[messageStatus]=ACCEPTED&filter[handlingServiceId]={world.B.Party.Function}&filter[creationDateTimeStart]=2026-03-02", late);
    }

    [Fact]
    [Rule("API-0.2")]
    public async Task REJECTED_and_ERROR_find_what_ended_so()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        var rejected = await SendAsync(client, world.Partner.Party);
        await client.WaitForAsync(rejected, "WAITING_FOR_RECEIPT");
        var line = ReceiptLine.Security("Nej.");
        (await world.Partner.PostAsync(world.A, PartnerLetter.Receipt(world.Partner.Party, world.A.Party, rejected, line))).MustBeAcknowledged();
        await client.WaitForAsync(rejected, "MESSAGE_EXCHANGE_ERROR");
        var accepted = await SendAsync(client, world.B.Party);
        await client.WaitForAsync(accepted, "ACCEPTED");

        await AssertAsync(client, "filter[messageStatus]=REJECTED", rejected);
        await AssertAsync(client, "filter[messageStatus]=ERROR");
        await AssertAsync(client, "filter[messageStatus]=MESSAGE_EXCHANGE_ERROR", rejected);
        await AssertAsync(client, "filter[messageStatus]=ERROR,ACCEPTED", accepted);
    }

    [Fact]
    [Rule("API-0.2")]
    public async Task A_list_never_holds_documents_and_one_message_holds_what_is_wanted_of_them()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        var id = await SendAsync(client, world.B.Party);
        foreach (var query in new[] { "", "&filter[contentBodyText]=true&filter[contentFiles]=true" })
        {
            var listed = Assert.Single((await client.GetAsync($"{Path}?filter[conversationId]={_conversation}{query}")).GetProperty("data").EnumerateArray());
            Assert.Equal(id, listed.GetProperty("attributes").GetProperty("messageId").GetString());
            Assert.False(listed.GetProperty("attributes").TryGetProperty("digitalDocument", out var _));
        }

        await AssertPartsAsync("", true, true);
        await AssertPartsAsync("?filter[contentBodyText]=false", false, true);
        await AssertPartsAsync("?FILTER[contentfiles]=\"false\"", true, false);
        await AssertPartsAsync("?filter=contentFiles=false&filter=contentBodyText=false", false, false);
        await AssertPartsAsync("?filter[status]=NEW&filter[size]=10", true, true);

        async Task AssertPartsAsync(string query, bool texts, bool files)
        {
            var document = (await client.MessageAsync(id, query)).GetProperty("digitalDocument")[0];
            Assert.Equal("meddelande", document.GetProperty("documentId").GetString());
            Assert.Equal((texts, files), (document.TryGetProperty("contentTextBody", out var _), document.TryGetProperty("contentFiles", out var _)));
        }
    }

    [Theory]
    [Rule("API-0.2", Refuses = true)]
    [InlineData("?filter[prioritet]=1", "filter[prioritet]")]
    [InlineData("?status=NEW", "status")]
    [InlineData("?filter=NEW", "filter")]
    [InlineData("/019c7e87-6ef6-7fb0-8ccb-e93e3ab6e69f?filter[prioritet]=1", "filter[prioritet]")]
    public async Task A_parameter_that_is_not_known_is_named(string query, string place)
    {
        var (_, client) = await ConnectAsync();
        using var _ = client;
        using var answer = await client.Http.GetAsync(Path + query, TestContext.Current.CancellationToken);
        Assert.Equal([place], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Places());
    }

    [Fact]
    [Rule("API-0.2")]
    public async Task Pages_come_only_when_they_are_asked_for_and_give_every_message_once_newest_first()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        List<string> sent = [];
        for (var i = 0; i < 7; i++)
        {
            sent.Insert(0, await SendAsync(client, world.Partner.Party));
        }

        var all = await client.GetAsync($"{Path}?filter[conversationId]={_conversation}");
        Assert.Equal(sent, Ids(all));
        Assert.False(all.GetProperty("links").TryGetProperty("next", out var _));

        foreach (var size in new[] { 1, 3, 7, 8 })
        {
            List<string> walked = [];
            var next = (string?)$"{Path}?filter[conversationId]={_conversation}&PAGE[size]=%22{size.ToString(CultureInfo.InvariantCulture)}%22";
            var pages = 0;
            while (next is not null)
            {
                var page = await client.GetAsync(next);
                Assert.InRange(page.GetProperty("data").GetArrayLength(), 1, size);
                walked.AddRange(Ids(page));
                next = page.GetProperty("links").TryGetProperty("next", out var link) ? link.GetString() : null;
                pages++;

                // What comes meanwhile is newer than every page that is left.
                if (pages == 1 && size == 3)
                {
                    await SendAsync(client, world.Partner.Party, message => message["conversationId"] = Guid.NewGuid().ToString());
                }
            }

            Assert.Equal(sent, walked);
            Assert.Equal((sent.Count + size - 1) / size, pages);
        }
    }

    [Fact]
    public async Task A_list_of_all_goes_on_beyond_what_is_read_at_once()
    {
        // Two hundred are read at once.
        var world = await federation.WorldAsync();
        var store = world.A.Get<OpenedStore>();
        var rows = Enumerable.Range(0, 401).Select(_ => Row(world.A, store)).ToArray();
        Assert.True(await store.Messages.AddAsync([.. rows], TestContext.Current.CancellationToken));
        using var client = await ApiClient.ConnectAsync(world.A, [$"list.{_conversation}"]);
        Assert.Equal(rows.OrderByDescending(row => row.Id.ToString("N"), StringComparer.Ordinal).Select(row => row.XheId), Ids(await client.GetAsync(Path)));
    }

    private MessageRow Row(DemoNode node, OpenedStore store)
    {
        var id = Guid.CreateVersion7();
        var xheId = Guid.NewGuid().ToString("D");
        return new MessageRow
        {
            Id = id,
            Environment = DemoServices.Environment,
            Participant = node.Party.Participant,
            Direction = Direction.Outgoing,
            XheId = xheId,
            DocumentType = "urn:example",
            From = node.Party.Participant,
            To = node.Party.Participant,
            OwnAddress = $"list.{_conversation}",
            Status = MessageStatus.Accepted,
            Head = store.Heads.Seal(id, System.Text.Encoding.UTF8.GetBytes($$"""{"messageId":"{{xheId}}"}""")),
        };
    }

    private async Task<(TestWorld World, ApiClient Client)> ConnectAsync()
    {
        var world = await federation.WorldAsync();
        return (world, await ApiClient.ConnectAsync(world.A, [Function]));
    }

    private Task<string> SendAsync(ApiClient client, DemoParty to, Action<JsonObject>? adjust = null) => client.SendAsync(ApiMessages.Make(client.Node.Party, to, message =>
    {
        Own(message);
        adjust?.Invoke(message);
    }));

    private void Own(JsonObject message)
    {
        message["conversationId"] = _conversation;
        message["senderAttention"]!["subOrganization"]!["extension"] = Function;
    }

    private async Task AssertAsync(ApiClient client, string filter, params string[] expected)
    {
        var found = Ids(await client.GetAsync($"{Path}?filter[conversationId]={_conversation}&{filter}"));
        Assert.True(expected.SequenceEqual(found), $"{filter} gave {string.Join(", ", found)} instead of {string.Join(", ", expected)}");
    }

    private static List<string> Ids(JsonElement list) =>
        [.. list.GetProperty("data").EnumerateArray().Select(message => message.GetProperty("attributes").GetProperty("messageId").GetString()!)];
}
