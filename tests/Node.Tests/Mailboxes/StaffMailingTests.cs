using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Demo;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Mailboxes.Notices;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Mailboxes;

/// <summary>People hear of arrivals as each has chosen, by a real mail server.</summary>
public abstract class StaffMailingTests(PkiFixture pki, PostgresFixture? postgres) : IAsyncLifetime
{
    private static readonly MailboxName s_registry = new("demo", "0203:kristinehamn.example", "kristinehamn.registratur");
    private static readonly MailboxName s_school = s_registry with { Address = "kristinehamn.elevhalsa" };

    private StoreCase _file = null!;
    private RuntimeFolder _runtime = null!;
    private MailReceiver _receiver = null!;
    private StaffNotices _notices = null!;
    private StaffMailing _mailing = null!;
    private AlarmList _alarms = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _receiver = await MailReceiver.StartAsync(refuse: "no such user", refusedTo: "fel@kristinehamn.example");
        _file = await StoreCase.MakeAsync(postgres);
        _runtime = await RuntimeFolder.MakeAsync(pki, settings =>
        {
            settings["Mail"] = new JsonObject { ["Host"] = "localhost", ["Port"] = _receiver.Port, ["Security"] = "None", ["From"] = "sdk@kristinehamn.example" };
            settings["Console"] = DemoPeople.Settings(DemoParty.Kristinehamn, 8081);
            settings["Console"]!["PublicAddress"] = "https://sdk.kristinehamn.example";
        });
        var books = new AddressBooks(new Dictionary<string, AddressBookSetup>(), new AddressBookStore(_file.Open, _file.Clock));
        _alarms = new AlarmList(_file.Open, _file.Clock, NullLogger<AlarmList>.Instance);
        _notices = new StaffNotices(_file.Open, _file.Clock);
        _mailing = new StaffMailing(_runtime.Setup, _file.Open, new StaffLetters(new Correspondents(books), new MailboxLinks(_runtime.Setup, books)), _alarms, _file.Clock);
    }

    public ValueTask DisposeAsync()
    {
        _runtime.Dispose();
        _file.Dispose();
        _receiver.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Whoever_wants_it_hears_at_once_of_what_arrives_and_only_once()
    {
        await AddAsync(s_registry);
        await _notices.ChooseAsync(s_registry, "karin", "karin@kristinehamn.example", isDigest: false, Cancelled);
        Assert.Equal(0, await RunAsync(TimeSpan.FromMinutes(1)));

        var arrived = await AddAsync(s_registry);
        await AddAsync(s_school);
        await AddAsync(s_registry, row => row.Direction = Direction.Outgoing);
        Assert.Equal(0, await RunAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal(1, await RunAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, await RunAsync(TimeSpan.FromMinutes(1)));
        var letter = await LetterAsync(0);
        Assert.Equal("Du har fått ett säkert meddelande från 0203:kommun.example", letter.Subject);
        Assert.Equal(["karin@kristinehamn.example"], letter.To.Mailboxes.Select(address => address.Address));
        Assert.Contains($"https://sdk.kristinehamn.example/m/{MailboxLinks.KeyOf(s_registry)}", letter.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(arrived.XheId, letter.TextBody, StringComparison.Ordinal);

        await AddAsync(s_registry);
        await AddAsync(s_registry);
        Assert.Equal(1, await RunAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal("Du har fått 2 säkra meddelanden till kristinehamn.registratur", (await LetterAsync(1)).Subject);

        await _notices.EndAsync(s_registry, "karin", Cancelled);
        await AddAsync(s_registry);
        Assert.Equal(0, await RunAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_digest_comes_on_the_morning_of_a_working_day_with_all_mailboxes_of_the_person()
    {
        // Maundy Thursday in Sweden, 15:00.
        _file.Clock.Now += new DateTimeOffset(2027, 3, 25, 14, 0, 0, TimeSpan.Zero) - _file.Clock.GetUtcNow();
        await _notices.ChooseAsync(s_registry, "karin", "karin@kristinehamn.example", isDigest: true, Cancelled);
        await _notices.ChooseAsync(s_school, "karin", "karin@kristinehamn.example", isDigest: true, Cancelled);
        await AddAsync(s_registry);
        await AddAsync(s_registry);
        await AddAsync(s_school);
        Assert.Equal(0, await RunAsync(TimeSpan.FromHours(1)));
        Assert.Equal(0, await RunAsync(TimeSpan.FromHours(18)));
        Assert.Equal(0, await RunAsync(TimeSpan.FromHours(24)));

        // Tuesday after Easter, when summer time has begun: 06:59, then 07:00.
        Assert.Equal(0, await RunAsync(new DateTimeOffset(2027, 3, 30, 4, 59, 0, TimeSpan.Zero) - _file.Clock.GetUtcNow()));
        Assert.Equal(1, await RunAsync(TimeSpan.FromSeconds(66)));
        var letter = await LetterAsync(0);
        Assert.Equal("Du har fått 3 säkra meddelanden", letter.Subject);
        Assert.Contains("- 2 till kristinehamn.registratur", letter.TextBody, StringComparison.Ordinal);
        Assert.Contains("- 1 till kristinehamn.elevhalsa", letter.TextBody, StringComparison.Ordinal);

        // What comes a moment later is told the next morning.
        await AddAsync(s_registry);
        Assert.Equal(0, await RunAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(1, await RunAsync(TimeSpan.FromDays(1)));

        // Nothing since: no letter the next morning, and one the morning after something came.
        Assert.Equal(0, await RunAsync(TimeSpan.FromDays(1)));
        await AddAsync(s_school);
        Assert.Equal(1, await RunAsync(TimeSpan.FromDays(1)));
    }

    [Fact]
    public async Task An_address_that_is_refused_stands_in_nobodys_way_and_is_tried_again_later()
    {
        await _notices.ChooseAsync(s_registry, "fel", "fel@kristinehamn.example", isDigest: false, Cancelled);
        await _notices.ChooseAsync(s_registry, "karin", "karin@kristinehamn.example", isDigest: false, Cancelled);
        await AddAsync(s_registry);
        Assert.Equal(1, await RunAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains("no such user", (await _notices.FindAsync(s_registry, "fel", Cancelled))!.Fault, StringComparison.Ordinal);
        Assert.Empty(await _alarms.OpenAsync(Cancelled));
        Assert.Equal(0, await RunAsync(TimeSpan.FromMinutes(1)));

        // Put right, it hears of what it has not heard of.
        await _notices.ChooseAsync(s_registry, "fel", "ratt@kristinehamn.example", isDigest: false, Cancelled);
        Assert.Equal(1, await RunAsync(TimeSpan.FromMinutes(1)));

        // It is its owner's affair, also where nobody else is told.
        await _notices.ChooseAsync(s_registry, "fel", "fel@kristinehamn.example", isDigest: false, Cancelled);
        await _notices.EndAsync(s_registry, "karin", Cancelled);
        await AddAsync(s_registry);
        Assert.Equal(0, await RunAsync(TimeSpan.FromMinutes(1)));
        Assert.Empty(await _alarms.OpenAsync(Cancelled));

        // The sign-in names another address: there it goes, at once.
        await _notices.SeenAsync("fel", "ny@kristinehamn.example", [s_registry], Cancelled);
        Assert.Equal(1, await RunAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_server_that_takes_nothing_is_an_alarm_until_it_does_or_nobody_is_to_be_told()
    {
        await _notices.ChooseAsync(s_registry, "karin", "karin@kristinehamn.example", isDigest: false, Cancelled);
        await AddAsync(s_registry);
        _receiver.Dispose();
        Assert.Equal(0, await RunAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(AlarmKinds.DeliveryFailing, Assert.Single(await _alarms.OpenAsync(Cancelled)).Kind);
        Assert.Equal(0, await RunAsync(TimeSpan.FromMinutes(1)));
        Assert.Single(await _alarms.OpenAsync(Cancelled));
        await _notices.EndAsync(s_registry, "karin", Cancelled);
        Assert.Equal(0, await RunAsync(TimeSpan.FromMinutes(1)));
        Assert.Empty(await _alarms.OpenAsync(Cancelled));
    }

    [Fact]
    public async Task A_message_that_waited_for_an_administrator_before_it_was_opened_is_told_too()
    {
        await _notices.ChooseAsync(s_registry, "karin", "karin@kristinehamn.example", isDigest: false, Cancelled);
        var cameIn = Guid.CreateVersion7(_file.Clock.GetUtcNow());
        _file.Clock.Now += TimeSpan.FromDays(9);
        await AddAsync(s_registry);
        Assert.Equal(1, await RunAsync(TimeSpan.FromMinutes(1)));
        await AddAsync(s_registry, row => row.Id = cameIn);
        Assert.Equal(1, await RunAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Whoever_has_lost_the_right_or_was_not_seen_for_long_hears_nothing_more()
    {
        await _notices.ChooseAsync(s_registry, "karin", "karin@kristinehamn.example", isDigest: false, Cancelled);
        await _notices.ChooseAsync(s_school, "karin", "karin@kristinehamn.example", isDigest: false, Cancelled);
        _file.Clock.Now += TimeSpan.FromDays(59);
        await _notices.SeenAsync("karin", null, [s_school], Cancelled);
        Assert.Null(await _notices.FindAsync(s_registry, "karin", Cancelled));
        Assert.NotNull(await _notices.FindAsync(s_school, "karin", Cancelled));
        _file.Clock.Now += TimeSpan.FromDays(2);
        await AddAsync(s_school);
        Assert.Equal(1, await RunAsync(TimeSpan.FromMinutes(1)));
        _file.Clock.Now += TimeSpan.FromDays(60);
        await AddAsync(s_school);
        Assert.Equal(0, await RunAsync(TimeSpan.FromMinutes(1)));
        Assert.Null(await _notices.FindAsync(s_school, "karin", Cancelled));
    }

    private async Task<int> RunAsync(TimeSpan later)
    {
        _file.Clock.Now += later;
        return await _mailing.RunAsync(Cancelled);
    }

    private async Task<MimeMessage> LetterAsync(int number)
    {
        var letters = await _receiver.WaitAsync(number + 1);
        return await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.Latin1.GetBytes((string)letters[number]["data"]!)), Cancelled);
    }

    private async Task<MessageRow> AddAsync(MailboxName mailbox, Action<MessageRow>? adjust = null)
    {
        _file.Clock.Now += TimeSpan.FromSeconds(1);
        var row = StoreCase.Message();
        (row.Id, row.Environment, row.Participant, row.OwnAddress, row.FunctionalAddress, row.Direction) = (Guid.CreateVersion7(_file.Clock.GetUtcNow()), mailbox.Environment, mailbox.Participant, mailbox.Address, mailbox.Address, Direction.Incoming);
        (row.ConversationId, row.ArrivedAt, row.Status, row.From) = (row.XheId, _file.Clock.GetUtcNow(), MessageStatus.New, "0203:kommun.example");
        adjust?.Invoke(row);
        Assert.True(await _file.Store.AddAsync([row], Cancelled));
        return row;
    }

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite(PkiFixture pki) : StaffMailingTests(pki, postgres: null);

    /// <summary>Over PostgreSQL.</summary>
    public sealed class OnPostgres(PkiFixture pki, PostgresFixture postgres) : StaffMailingTests(pki, postgres);
}
