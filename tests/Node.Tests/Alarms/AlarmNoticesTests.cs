using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Adapters;
using SdkNode.Adapters.Webhook;
using SdkNode.Node.Alarms;
using SdkNode.Node.Alarms.Notices;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Alarms;

/// <summary>Who is told of which alarm, when and how often.</summary>
public abstract class AlarmNoticesTests(PostgresFixture? postgres) : IAsyncLifetime
{
    private readonly Channel _mail = new("mail", TimeSpan.FromMinutes(30));
    private readonly Channel _hook = new("webhook", TimeSpan.Zero);
    private StoreCase _file = null!;
    private AlarmList _alarms = null!;
    private AlarmNotices _notices = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = await StoreCase.MakeAsync(postgres);
        _alarms = new AlarmList(_file.Open, _file.Clock, NullLogger<AlarmList>.Instance);
        _notices = Notices();
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_channel_is_told_of_an_alarm_once_and_of_its_end_once()
    {
        await RunAsync();
        Assert.Empty(_hook.Told);
        await RaiseAsync("one");
        await RunAsync();
        await RaiseAsync("one");
        await RunAsync();
        Assert.Equal("raised one; closed ; others 0", Said(Assert.Single(_hook.Told)));
        Assert.Equal("raised one; closed ; others 0", Said(Assert.Single(_mail.Told)));
        await ClearAsync("one");
        await RunAsync();
        await RunAsync();
        Assert.Equal("raised ; closed one; others 0", Said(_hook.Told[1]));
        Assert.Equal(2, _hook.Told.Count);
        await RaiseAsync("one");
        await RunAsync();
        Assert.Equal("raised one; closed ; others 0", Said(_hook.Told[2]));
    }

    [Fact]
    public async Task Letters_keep_their_distance_and_the_next_one_tells_what_has_happened_meanwhile()
    {
        await RaiseAsync("one");
        await RunAsync();
        await RaiseAsync("two");
        await RaiseAsync("three");
        await ClearAsync("one");
        await ClearAsync("three");
        _file.Clock.Now += TimeSpan.FromMinutes(29);
        await RunAsync();
        Assert.Single(_mail.Told);
        _file.Clock.Now += TimeSpan.FromMinutes(2);
        await RunAsync();
        Assert.Equal("raised two three; closed one; others 0", Said(_mail.Told[1]));
    }

    [Fact]
    public async Task Nothing_is_told_twice_by_the_next_start_and_a_clock_that_was_set_back_silences_nobody()
    {
        await RaiseAsync("one");
        await RunAsync();
        _notices = Notices();
        await RunAsync();
        Assert.Single(_mail.Told);
        _file.Clock.Now -= TimeSpan.FromDays(1);
        await RaiseAsync("two");
        await RunAsync();
        Assert.Equal("raised two; closed ; others 1", Said(_mail.Told[1]));
    }

    [Fact]
    public async Task What_could_not_be_told_is_an_alarm_is_tried_ever_more_rarely_and_told_in_the_end()
    {
        _mail.Refuses = true;
        await RaiseAsync("one");
        await RunAsync();
        var failing = Assert.Single(await _alarms.OpenAsync(Cancelled), row => row.Kind == AlarmKinds.NoticeFailing);
        Assert.Equal(("mail", "It is shut.", "Open it."), (failing.Subject, failing.Detail, failing.Remedy));
        await RunAsync();
        Assert.Contains("mail", _hook.Told.SelectMany(digest => digest.Raised).Select(row => row.Subject), StringComparer.Ordinal);
        for (var i = 0; i < 240; i++)
        {
            _file.Clock.Now += TimeSpan.FromSeconds(30);
            await RunAsync();
        }

        Assert.InRange(_mail.Tries, 7, 9);
        _mail.Refuses = false;
        _file.Clock.Now += TimeSpan.FromHours(1);
        await RunAsync();
        Assert.Equal(["one", "mail"], Assert.Single(_mail.Told).Raised.Select(row => row.Subject));
        Assert.DoesNotContain(await _alarms.OpenAsync(Cancelled), row => row.Kind == AlarmKinds.NoticeFailing);
    }

    [Fact]
    public async Task What_was_over_days_before_anybody_could_be_told_is_left_out()
    {
        await RaiseAsync("old");
        await ClearAsync("old");
        _file.Clock.Now += TimeSpan.FromDays(3);
        await RunAsync();
        Assert.Empty(_mail.Told);
    }

    [Theory]
    [InlineData(true, "SDK-noden Kristinehamn: Ett certifikat går snart ut", "Gäller: one", "Miljö: hela noden   Gäller: volume")]
    [InlineData(false, "SDK node Kristinehamn: A certificate runs out soon", "About: one", "Environment: the whole node   About: volume")]
    public async Task A_letter_says_what_happened_and_what_to_do_in_the_language_of_the_settings(bool swedish, string subject, string about, string ofAll)
    {
        await RaiseAsync("one", "It ends\u202e soon.\r\nBcc: x");
        await RunAsync();
        var letter = new AlarmLetter("Kristinehamn", swedish, hasPages: true);
        Assert.Equal(subject, letter.Subject(_mail.Told[0]));
        var text = letter.Text(_mail.Told[0]);
        Assert.Contains(about, text, StringComparison.Ordinal);
        Assert.Contains("It ends\uFFFD soon.\uFFFD\uFFFDBcc: x", text, StringComparison.Ordinal);
        Assert.Contains("Order another.", text, StringComparison.Ordinal);
        Assert.Contains("sdknode alarms", text, StringComparison.Ordinal);

        await _alarms.RaiseAsync(AlarmKinds.Storage, AlarmList.AllEnvironments, "volume", "The node's database was locked for too long.", "Look at the node's log.", Cancelled);
        await RunAsync();
        Assert.Contains(ofAll, letter.Text(_hook.Told[1]), StringComparison.Ordinal);
        Assert.Contains(swedish ? "Nodens databas var låst för länge." : "The node's database was locked for too long.", letter.Text(_hook.Told[1]), StringComparison.Ordinal);

        // Without pages, which the Swedish texts name, the commands stay.
        Assert.Contains("Look at the node's log.", new AlarmLetter("Kristinehamn", swedish, hasPages: false).Text(_hook.Told[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_is_told_the_same_as_a_signed_document()
    {
        await RaiseAsync("one");
        await RunAsync();
        using var wire = new Wire();
        using var http = new HttpMessageInvoker(wire);
        var channel = new WebhookChannel(new WebhookPost(http, WebhookTarget.Create("https://cases.example/alarms", new string('s', 32)).Value!, _file.Clock), "Kristinehamn");
        Assert.IsType<DeliveryOutcome.Delivered>(await channel.SendAsync(_hook.Told[0], Cancelled));
        var told = JsonNode.Parse(wire.Body)!;
        Assert.Equal(("sdk.alarms.changed", "Kristinehamn", 0), ((string?)told["type"], (string?)told["node"], (int)told["stillOpen"]!));
        var alarm = told["raised"]!.AsArray().Single()!;
        Assert.Equal((AlarmKinds.CertificateExpires, "qa", "one", "It ends soon.", "Order another.", 1), ((string?)alarm["kind"], (string?)alarm["environment"], (string?)alarm["subject"], (string?)alarm["detail"], (string?)alarm["remedy"], (int)alarm["count"]!));
        Assert.Null(alarm["closedAt"]);
        Assert.Empty(told["closed"]!.AsArray());
        Assert.StartsWith("t=", wire.Signature, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_alarm_has_a_title_in_both_languages()
    {
        var kinds = typeof(AlarmKinds).GetFields().Select(field => (string)field.GetValue(null)!).Order(StringComparer.Ordinal);
        Assert.Equal(kinds, AlarmTitles.Kinds.Order(StringComparer.Ordinal));
        Assert.Equal(kinds, AlarmAdvice.Kinds.Order(StringComparer.Ordinal));
    }

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite() : AlarmNoticesTests(postgres: null);

    /// <summary>Over PostgreSQL.</summary>
    public sealed class OnPostgres(PostgresFixture postgres) : AlarmNoticesTests(postgres);

    private AlarmNotices Notices() => new([_mail, _hook], _file.Open, _alarms, _file.Clock);

    private Task RunAsync() => _notices.RunAsync(Cancelled);

    private Task RaiseAsync(string subject, string detail = "It ends soon.") => _alarms.RaiseAsync(AlarmKinds.CertificateExpires, "qa", subject, detail, "Order another.", Cancelled);

    private Task ClearAsync(string subject) => _alarms.ClearAsync(AlarmKinds.CertificateExpires, "qa", subject, Cancelled);

    private static string Said(AlarmDigest digest) => $"raised {string.Join(' ', digest.Raised.Select(row => row.Subject))}; closed {string.Join(' ', digest.Closed.Select(row => row.Subject))}; others {digest.StillOpen}";

    private sealed class Wire : HttpMessageHandler
    {
        public string Body { get; private set; } = "";

        public string Signature { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Body, Signature) = (await request.Content!.ReadAsStringAsync(cancellationToken), request.Headers.GetValues("SdkNode-Signature").Single());
            return new HttpResponseMessage(System.Net.HttpStatusCode.NoContent);
        }
    }

    private sealed class Channel(string name, TimeSpan every) : IAlarmChannel
    {
        public List<AlarmDigest> Told { get; } = [];

        public bool Refuses { get; set; }

        public int Tries { get; private set; }

        public string Name => name;

        public TimeSpan Every => every;

        public Task<DeliveryOutcome> SendAsync(AlarmDigest digest, CancellationToken cancellationToken)
        {
            Tries++;
            if (Refuses)
            {
                return Task.FromResult<DeliveryOutcome>(new DeliveryOutcome.TryAgain("It is shut.", "Open it."));
            }

            Told.Add(digest);
            return Task.FromResult<DeliveryOutcome>(new DeliveryOutcome.Delivered("Told."));
        }
    }
}
