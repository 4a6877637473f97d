using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Mailboxes;

/// <summary>What goes when its time is over, and what stays: all that is not finished, and by default all that nobody has handled.</summary>
public sealed class RetentionTests(PkiFixture pki) : IAsyncLifetime
{
    private const string Address = "kristinehamn.registratur";

    private readonly ContentFolder _content = new();
    private StoreFile _file = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _file = await StoreFile.MakeAsync();

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        _content.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task By_default_only_sealed_envelopes_go_whatever_the_age()
    {
        var arrived = await AddAsync(Direction.Incoming);
        var sent = await AddAsync(Direction.Outgoing);
        var quarantined = await AddAsync(Direction.Incoming, static row => (row.Quarantined, row.Mark, row.Status, row.OwnAddress) = (true, MessageMark.Rejected, MessageStatus.MessageExchangeError, null));
        Assert.Equal(0, await RunAsync(after: 29));
        Assert.Equal(2, await RunAsync(after: 31));
        foreach (var row in new[] { arrived, sent })
        {
            Assert.Equal((true, false), (IsThere(row.Payload), IsThere(row.Sealed)));
        }

        Assert.Equal((true, true), (IsThere(quarantined.Payload), IsThere(quarantined.Sealed)));
        
        // The quarantined one's content, and with it its row.
        Assert.Equal(2, await RunAsync(after: 3000));
        Assert.True(IsThere(arrived.Payload) && IsThere(sent.Payload));
        Assert.Equal(Address, (await _file.Store.FindAsync(arrived.Id, Cancelled))!.OwnAddress);
    }

    [Fact]
    public async Task Content_goes_after_its_days_sent_from_the_end_and_arrived_from_the_handling()
    {
        var sent = await AddAsync(Direction.Outgoing);
        var handled = await AddAsync(Direction.Incoming);
        var unhandled = await AddAsync(Direction.Incoming);
        _file.Clock.Now += TimeSpan.FromDays(50);
        await new MailboxMarks(_file.Open, new MailboxTexts(_file.Key, NullLogger<MailboxTexts>.Instance), _file.Clock).HandledAsync(handled.Id, "anna", Cancelled);
        _file.Clock.Now -= TimeSpan.FromDays(50);

        await RunAsync(after: 91, Days("ContentDays", 90));
        Assert.Equal([false, true, true], Payloads(sent, handled, unhandled));
        await RunAsync(after: 141, Days("ContentDays", 90));
        Assert.Equal([false, false, true], Payloads(sent, handled, unhandled));
        await RunAsync(after: 201, Days("ContentDays", 90), Days("UnhandledDays", 200));
        Assert.False(IsThere(unhandled.Payload));
        Assert.Contains("200 days", (await _file.Store.EventsAsync(unhandled.Id, Cancelled))[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mailbox_s_own_days_count_for_its_messages()
    {
        var own = await AddAsync(Direction.Incoming);
        var other = await AddAsync(Direction.Incoming, static row => row.OwnAddress = "kristinehamn.elevhalsa");
        var marks = new MailboxMarks(_file.Open, new MailboxTexts(_file.Key, NullLogger<MailboxTexts>.Instance), _file.Clock);
        Assert.True(await marks.HandledAsync(own.Id, "anna", Cancelled) && await marks.HandledAsync(other.Id, "anna", Cancelled));
        Action<JsonObject> mailbox = static settings => settings["Participants"]![0]!["Mailboxes"] = new JsonArray(new JsonObject { ["Address"] = Address, ["RetentionDays"] = 100 });
        await RunAsync(after: 20, Days("ContentDays", 10), mailbox);
        Assert.Equal([true, false], Payloads(own, other));
        await RunAsync(after: 101, Days("ContentDays", 10), mailbox);
        Assert.False(IsThere(own.Payload));
    }

    [Fact]
    public async Task What_is_not_finished_or_has_work_left_stays_for_ever()
    {
        var waiting = await AddAsync(Direction.Outgoing, static row => (row.Status, row.FinalAt) = (MessageStatus.WaitingForReceipt, null));
        var dead = await AddAsync(Direction.Incoming);
        var receipt = await AddAsync(Direction.Outgoing, static row => (row.Kind, row.Status, row.FinalAt) = (MessageKind.MessageReceipt, MessageStatus.ScheduledForResend, null));
        await using (var db = _file.Open())
        {
            db.AddRange(WorkRow.For(dead, WorkKind.DropFiles, DateTimeOffset.MaxValue), WorkRow.For(receipt, WorkKind.Send, TestClock.Start));
            await db.SaveChangesAsync(Cancelled);
        }

        Assert.Equal(0, await RunAsync(after: 9000, Days("ContentDays", 1), Days("UnhandledDays", 1), Days("SealedDays", 1)));
        foreach (var row in new[] { waiting, dead, receipt })
        {
            Assert.True(IsThere(row.Payload) && IsThere(row.Sealed));
        }

        await using var after = _file.Open();
        Assert.Equal(3, await after.Messages.CountAsync(Cancelled));
    }

    [Fact]
    public async Task A_row_goes_with_all_about_it_once_its_content_is_gone_and_its_days_are_over()
    {
        var gone = await AddAsync(Direction.Incoming);
        var kept = await AddAsync(Direction.Incoming);
        var receipt = await AddAsync(Direction.Outgoing, static row => (row.Kind, row.Status, row.FinalAt) = (MessageKind.MessageReceipt, MessageStatus.Acknowledge, null));
        await new MailboxMarks(_file.Open, new MailboxTexts(_file.Key, NullLogger<MailboxTexts>.Instance), _file.Clock).ReadAsync(gone.Id, "anna", Cancelled);
        foreach (var content in await new ClientMessages(_file.Open, _file.Clock).DeleteAsync(gone.Id, "a client", Cancelled) ?? [])
        {
            _content.Store.Delete(content);
        }

        await using (var db = _file.Open())
        {
            db.Add(new TryRow { MessageId = gone.Id, Number = 1, StartedAt = TestClock.Start, Endpoint = "https://b.example", References = "" });
            await db.SaveChangesAsync(Cancelled);
        }

        await RunAsync(after: 399);
        Assert.NotNull(await _file.Store.FindAsync(gone.Id, Cancelled));
        Assert.Equal(1, await RunAsync(after: 401));
        await using var after = _file.Open();
        Assert.Equal([kept.Id], await after.Messages.Select(row => row.Id).ToListAsync(Cancelled));
        Assert.Equal((0, 0), (await after.Tries.CountAsync(Cancelled), await after.Mailbox.CountAsync(Cancelled)));
        Assert.DoesNotContain(gone.Id, await after.MessageEvents.Select(row => row.MessageId).ToListAsync(Cancelled));
        Assert.False(IsThere(receipt.Payload) || IsThere(receipt.Sealed));
    }

    [Fact]
    public async Task More_than_a_batch_goes_in_one_run()
    {
        for (var i = 0; i < 410; i++)
        {
            Assert.True(await _file.Store.AddAsync([Row(Direction.Outgoing)], Cancelled));
        }

        Assert.Equal(410, await RunAsync(after: 401));
        await using var db = _file.Open();
        Assert.Equal(0, await db.Messages.CountAsync(Cancelled));
    }

    [Fact]
    public async Task PostgreSQL_forgets_the_same()
    {
        await using var server = await PostgresServer.StartAsync();
        var place = new StorePlace(_content.FullName) { ConnectionString = await server.CreateDatabaseAsync() };
        var open = place.Opener();
        await StoreSetup.MigrateAsync(place, open, TimeProvider.System, Cancelled);
        var bare = Row(Direction.Incoming);
        var sealedOne = Row(Direction.Incoming);
        (sealedOne.Payload, sealedOne.Sealed) = (await _content.WriteAsync("payload"u8.ToArray()), await _content.WriteAsync("sealed"u8.ToArray()));
        var receipt = Row(Direction.Outgoing);
        (receipt.Kind, receipt.Status, receipt.FinalAt) = (MessageKind.MessageReceipt, MessageStatus.Acknowledge, null);
        Assert.True(await new MessageStore(open).AddAsync([bare, sealedOne, receipt, new MailboxRow { MessageId = bare.Id, HandledAt = TestClock.Start }], Cancelled));

        // Both lose their content, and with it their rows.
        Assert.Equal(4, await RunAsync(after: 731, open, Days("ContentDays", 300), Days("UnhandledDays", 700), Days("MetadataDays", 700)));
        Assert.False(IsThere(sealedOne.Payload) || IsThere(sealedOne.Sealed));
        await using var db = open();
        Assert.Equal(0, await db.Messages.CountAsync(Cancelled));
    }

    [Theory]
    [InlineData("ContentDays", 0)]
    [InlineData("UnhandledDays", 0)]
    [InlineData("SealedDays", 0)]
    [InlineData("MetadataDays", 89)]
    [InlineData("ContentDays", 401)]
    [InlineData("EventLogDays", 364)]
    [Rule("AP-5.5", Refuses = true)]
    public async Task Days_that_would_forget_too_early_stop_the_start(string name, int days)
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(Days(name, days));
        Assert.Contains(await test.StartAsync(), fault => fault.Key.StartsWith("Environments:0:Retention:", StringComparison.Ordinal) && fault.Problem == "It is out of range.");
    }

    private static Action<JsonObject> Days(string name, int days) => settings =>
    {
        var environment = settings["Environments"]![0]!.AsObject();
        var retention = environment["Retention"] as JsonObject ?? [];
        retention[name] = days;
        environment["Retention"] = retention;
    };

    private async Task<int> RunAsync(int after, Func<NodeDb> open, params Action<JsonObject>[] settings)
    {
        using var runtime = await RuntimeFolder.MakeAsync(pki, written => Array.ForEach(settings, adjust => adjust(written)));
        var clock = new TestClock(TestClock.Start.AddDays(after));
        return await new Retention(runtime.Setup, open, new ClientMessages(open, clock), _content.Store, clock).RunAsync(Cancelled);
    }

    private Task<int> RunAsync(int after, params Action<JsonObject>[] settings) => RunAsync(after, _file.Open, settings);

    private bool IsThere(Guid? content) => File.Exists(_content.PathOf(content!.Value));

    private bool[] Payloads(params MessageRow[] rows) => [.. rows.Select(row => IsThere(row.Payload))];

    private static MessageRow Row(Direction direction)
    {
        var row = StoreFile.Message();
        row.Id = Guid.CreateVersion7(TestClock.Start);
        (row.Environment, row.Direction, row.OwnAddress, row.FinalAt) = ("demo", direction, Address, TestClock.Start);
        row.Status = direction == Direction.Outgoing ? MessageStatus.Accepted : MessageStatus.New;
        return row;
    }

    private async Task<MessageRow> AddAsync(Direction direction, Action<MessageRow>? adjust = null)
    {
        var row = Row(direction);
        (row.Payload, row.Sealed) = (await _content.WriteAsync("payload"u8.ToArray()), await _content.WriteAsync("sealed"u8.ToArray()));
        adjust?.Invoke(row);
        Assert.True(await _file.Store.AddAsync([row], Cancelled));
        return row;
    }
}
