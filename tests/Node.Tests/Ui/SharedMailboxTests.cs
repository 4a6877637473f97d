using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Audit;
using SdkNode.Node.Demo;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Federation.World;
using static SdkNode.Node.Tests.Ui.ConsoleHttp;

namespace SdkNode.Node.Tests.Ui;

/// <summary>Several people at one mailbox: nobody undoes unseen what a colleague has done, what is opened is on record, what is damaged hides nothing else.</summary>
public sealed partial class SharedMailboxTests(FederationFixture federation)
{
    private const string First = "En kollega har hunnit före";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_who_register_one_message_the_second_is_told_and_the_first_number_stays()
    {
        var world = await federation.WorldAsync();
        using var lars = await AsAsync(world.B, "lars.holm");
        var page = await ArriveAsync(world, lars);
        Assert.EndsWith("?done=registered", await DoAsync(lars, page, "Register", ("diary", "RV 2026/1"), ("seen", "")), StringComparison.Ordinal);
        var told = await DoAsync(lars, page, "Register", ("diary", "RV 2026/2"), ("seen", ""));
        Assert.Contains(First, told, StringComparison.Ordinal);
        Assert.Contains("Ditt nummer, RV 2026/2, är inte sparat.", told, StringComparison.Ordinal);
        Assert.Contains("required value=\"RV 2026/1\"", told, StringComparison.Ordinal);
        var seen = Seen().Match(told).Groups[1].Value;
        Assert.EndsWith("?done=registered", await DoAsync(lars, page, "Register", ("diary", "RV 2026/3"), ("seen", seen)), StringComparison.Ordinal);
        Assert.Contains(First, await DoAsync(lars, page, "Reopen", ("seen", seen)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_takes_or_gives_back_unseen_what_a_colleague_has_taken()
    {
        var world = await federation.WorldAsync();
        using var lars = await AsAsync(world.B, "lars.holm");
        using var sara = await AsAsync(world.B, "sara.nyberg");
        var page = await ArriveAsync(world, lars);
        Assert.EndsWith("?done=taken", await DoAsync(sara, page, "Take", ("seen", "")), StringComparison.Ordinal);
        foreach (var (handler, field) in new[] { ("Take", ""), ("Give", "Anna Svensson"), ("Release", "") })
        {
            Assert.Contains(First, await DoAsync(lars, page, handler, ("to", field), ("seen", "")), StringComparison.Ordinal);
        }

        Assert.EndsWith("?done=taken", await DoAsync(lars, page, "Take", ("seen", "Sara Nyberg (sara.nyberg)")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_has_as_many_characters_as_the_browser_counts_and_one_that_is_refused_is_kept_for_its_author()
    {
        var world = await federation.WorldAsync();
        using var lars = await AsAsync(world.B, "lars.holm");
        var page = await ArriveAsync(world, lars);
        var longest = string.Join("\r\n", Enumerable.Repeat(new string('a', 99), 40));
        Assert.EndsWith("?done=noted", await DoAsync(lars, page, "Note", ("text", longest)), StringComparison.Ordinal);
        Assert.Contains($"required>{new string('b', 4001)}</textarea>", await DoAsync(lars, page, "Note", ("text", new string('b', 4001))), StringComparison.Ordinal);

        var notes = world.B.Get<MailboxNotes>();
        for (var number = 1; number < MailboxNotes.Most; number++)
        {
            Assert.True(await notes.AddAsync(IdOf(page), "sara", $"{number}", Cancelled));
        }

        var full = await DoAsync(lars, page, "Note", ("text", "En till."));
        Assert.Contains("har redan 200 anteckningar", full, StringComparison.Ordinal);
        Assert.Contains("required>En till.</textarea>", full, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scripts_look_for_new_events_shows_nothing_that_opening_would_log_and_marks_nothing_as_read()
    {
        var world = await federation.WorldAsync();
        using var lars = await AsAsync(world.B, "lars.holm");
        var page = await ArriveAsync(world, lars);
        Assert.Equal(MarkOutcome.Done, await world.B.Get<MailboxMarks>().RegisteredAsync(IdOf(page), "RV 2026/7", "", "sara", Cancelled));
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Add("Console-Refresh", "1");
        using var answer = await lars.SendAsync(request, Cancelled);
        var refreshed = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.Contains("id=\"timeline\"", refreshed, StringComparison.Ordinal);
        Assert.DoesNotContain("SN 2026/417", refreshed, StringComparison.Ordinal);
        Assert.DoesNotContain("journalkopior</strong>", refreshed, StringComparison.Ordinal);
        Assert.DoesNotContain("RV 2026/7", refreshed, StringComparison.Ordinal);
        Assert.False(await world.B.QueryAsync(db => db.Mailbox.AnyAsync(row => row.MessageId == IdOf(page) && row.ReadAt != null, Cancelled)));
        Assert.Equal(0, await OpenedAsync(world, page));

        var opened = await lars.GetStringAsync(new Uri(page, UriKind.Relative), Cancelled);
        Assert.Contains("SN 2026/417", opened, StringComparison.Ordinal);
        Assert.Contains("journalkopior</strong>", opened, StringComparison.Ordinal);
        Assert.Equal(1, await OpenedAsync(world, page));
    }

    [Fact]
    public async Task An_answer_stays_confidential_and_to_what_was_not_its_author_chooses()
    {
        var world = await federation.WorldAsync();
        using var lars = await AsAsync(world.B, "lars.holm");
        foreach (var confidential in new[] { true, false })
        {
            var page = await ArriveAsync(world, lars, confidential);
            var draft = await lars.GetStringAsync(new Uri(await DoAsync(lars, page, "Answer"), UriKind.Relative), Cancelled);
            Assert.Equal(confidential, draft.Contains("value=\"true\" checked", StringComparison.Ordinal));
            Assert.DoesNotContain("value=\"false\" checked", draft, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_message_whose_header_is_damaged_hides_no_other()
    {
        var world = await federation.WorldAsync();
        using var lars = await AsAsync(world.B, "lars.holm");
        var page = await ArriveAsync(world, lars);
        await using (var db = world.B.Get<Func<NodeDb>>()())
        {
            var row = await db.Messages.SingleAsync(message => message.Id == IdOf(page), Cancelled);
            row.Head = [.. row.Head!.SkipLast(1), (byte)(row.Head![^1] ^ 1)];
            await db.SaveChangesAsync(Cancelled);
        }

        var list = await lars.GetStringAsync(new Uri(page.Split("/message/")[0], UriKind.Relative), Cancelled);
        Assert.Contains($"{page}\"><bdi>(utan rubrik)</bdi>", list, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(lars, $"{page.Split("/message/")[0]}?q=journalkopior"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(lars, page));
        using var client = await ApiClient.ConnectAsync(world.B);
        var listed = (await client.GetAsync("/v1/sdk/messages?page[size]=1000")).GetProperty("data").EnumerateArray().Where(item => item.GetProperty("id").GetString() == $"{IdOf(page)}").ToList();
        Assert.False(Assert.Single(listed).GetProperty("attributes").TryGetProperty("label", out _));
    }

    [Fact]
    public async Task Methods_and_handlers_that_a_page_does_not_have_find_nothing()
    {
        var world = await federation.WorldAsync();
        using var lars = await AsAsync(world.B, "lars.holm");
        using var maria = await AsAsync(world.A, "maria.berg");
        var page = await ArriveAsync(world, lars);
        var sent = await world.A.SendAsync(world.B.Party);
        foreach (var (who, path) in new[] { (lars, page), (lars, page.Split("/message/")[0]), (maria, "/admin"), (maria, $"/admin/messages/{sent.Id}"), (maria, "/admin/lookup"), (maria, "/admin/settings") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, path);
            using var answer = await who.SendAsync(request, Cancelled);
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed, $"{path}: {answer.StatusCode}");
            using var posted = await PostAsync(who, path, $"{path}?handler=no-such");
            Assert.True(posted.StatusCode == HttpStatusCode.NotFound, $"POST {path}: {posted.StatusCode}");
            using var head = new HttpRequestMessage(HttpMethod.Head, path);
            using var looked = await who.SendAsync(head, Cancelled);
            Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
            var got = await StatusAsync(who, $"{path}?handler=no-such");
            Assert.True(got is HttpStatusCode.NotFound or HttpStatusCode.OK, $"GET {path}: {got}");
        }
    }

    // A message from A in a mailbox of B that both of its people share: the path of its page.
    private static async Task<string> ArriveAsync(TestWorld world, HttpClient reader, bool confidential = true)
    {
        using var client = await ApiClient.ConnectAsync(world.A);
        var id = await client.SendAsync(ApiMessages.Make(world.A.Party, world.B.Party, message => message["confidentiality"] = confidential));
        var arrived = await world.B.WaitForIncomingAsync(id, MessageStatus.New);
        foreach (var key in Key().Matches(await reader.GetStringAsync(new Uri("/", UriKind.Relative), Cancelled)).Select(match => match.Groups[1].Value).Distinct())
        {
            // Without opening it.
            if ((await reader.GetStringAsync(new Uri($"/m/{key}?q={id}", UriKind.Relative), Cancelled)).Contains($"{arrived.Id}", StringComparison.Ordinal))
            {
                return $"/m/{key}/message/{arrived.Id}";
            }
        }

        throw new InvalidOperationException("No mailbox has the message.");
    }

    private static Guid IdOf(string page) => Guid.Parse(page[(page.LastIndexOf('/') + 1)..]);

    // Where the answer leads, or else the page.
    private static async Task<string> DoAsync(HttpClient who, string page, string handler, params (string Name, string Value)[] fields)
    {
        var mailbox = page.Split("/message/")[0];
        using var answer = await PostAsync(who, mailbox, $"{page}?handler={handler}", [.. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))]);
        return answer.StatusCode == HttpStatusCode.Found ? answer.Headers.Location!.OriginalString : WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancelled));
    }

    [GeneratedRegex("handler=Register\"[^>]*>\\s*<input type=\"hidden\" name=\"seen\" value=\"([^\"]*)\"")]
    private static partial Regex Seen();

    private static async Task<int> OpenedAsync(TestWorld world, string page)
    {
        var id = (await world.B.QueryAsync(db => db.Messages.SingleAsync(row => row.Id == IdOf(page), Cancelled))).XheId;
        return await world.B.QueryAsync(db => db.SecurityLog.CountAsync(row => row.Event == SecurityLog.MessageOpened && row.Subject == id, Cancelled));
    }
}
