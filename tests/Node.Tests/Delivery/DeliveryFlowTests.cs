using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Delivery;
using SdkNode.Node.Demo;
using SdkNode.Node.Jobs;
using SdkNode.Node.Mailboxes.Notices;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Delivery;

/// <summary>What becomes of deliveries to a folder, from the plan to the last try.</summary>
public sealed class DeliveryFlowTests(PkiFixture pki) : IAsyncLifetime
{
    private readonly TemporaryFolder _drop = new();
    private StoreFile _file = null!;
    private ContentFolder _content = null!;
    private RuntimeFolder _runtime = null!;
    private DeliveryPlan _plan = null!;
    private DeliveryAdapters _adapters = null!;
    private AlarmList _alarms = null!;
    private DeliveryFlow _flow = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string DropFolder => _drop.PathOf("registratur");

    public async ValueTask InitializeAsync()
    {
        _file = await StoreFile.MakeAsync();
        _content = new ContentFolder();
        _runtime = await RuntimeFolder.MakeAsync(pki, settings => settings["Participants"]![0]!["Mailboxes"] = new JsonArray(new JsonObject
        {
            ["Address"] = DemoParty.Kristinehamn.Function,
            ["Folder"] = DropFolder,
        }));
        _plan = new DeliveryPlan(_runtime.Setup, _file.Clock);
        var books = new AddressBooks(new Dictionary<string, AddressBookSetup>(), new AddressBookStore(_file.Open, _file.Clock));
        _adapters = new DeliveryAdapters(_runtime.Setup, _plan, new ArrivalLetter(new MailboxLinks(_runtime.Setup, books), new Correspondents(books)), _content.Store, _file.Clock);
        _alarms = new AlarmList(_file.Open, _file.Clock, NullLogger<AlarmList>.Instance);
        _flow = new DeliveryFlow(_file.Store, _adapters, _alarms, _file.Clock, NullLogger<DeliveryFlow>.Instance);
    }

    public ValueTask DisposeAsync()
    {
        _adapters.Dispose();
        _runtime.Dispose();
        _content.Dispose();
        _file.Dispose();
        _drop.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_accepted_message_is_put_into_the_folder_of_its_functional_address()
    {
        Directory.CreateDirectory(DropFolder);
        var message = await AcceptAsync();
        await RunAsync();
        var dropped = Assert.Single(Directory.GetDirectories(DropFolder));
        Assert.EndsWith($"20261124T120000_{message.XheId}", dropped, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(dropped, "message.json")));
        Assert.Equal([$"Delivered to the folder {dropped}."], await TimelineAsync(message));
        Assert.Empty(await WorkAsync());
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_tried_ever_more_rarely_until_it_is_there_and_is_an_alarm_meanwhile()
    {
        var message = await AcceptAsync();
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(i >= 5, (await _alarms.OpenAsync(Cancelled)).Count == 1);
            await RunAsync();
            waits.Add(Assert.Single(await WorkAsync()).DueAt - _file.Clock.Now);
            _file.Clock.Now += waits[^1];
        }

        Assert.All(new double[] { 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900 }.Zip(waits), pair => Assert.InRange(pair.Second.TotalSeconds, pair.First * 0.9, pair.First * 1.1));
        Assert.Equal(5, (await TimelineAsync(message)).Count);
        var alarm = Assert.Single(await _alarms.OpenAsync(Cancelled));
        Assert.Equal((AlarmKinds.DeliveryFailing, 8), (alarm.Kind, alarm.Count));
        Assert.Contains(DemoParty.Kristinehamn.Function, alarm.Subject, StringComparison.Ordinal);
        Assert.Contains(DropFolder, alarm.Detail, StringComparison.Ordinal);

        Directory.CreateDirectory(DropFolder);
        await RunAsync();
        Assert.Single(Directory.GetDirectories(DropFolder));
        Assert.Empty(await WorkAsync());
        Assert.Empty(await _alarms.OpenAsync(Cancelled));
    }

    [Fact]
    public async Task A_message_that_was_deleted_or_set_aside_meanwhile_is_not_delivered()
    {
        Directory.CreateDirectory(DropFolder);
        foreach (var change in new Action<MessageRow>[] { row => row.DeletedAt = TestClock.Start, row => row.Payload = null, row => row.Quarantined = true })
        {
            await AcceptAsync(change);
            await RunAsync();
            Assert.Empty(await WorkAsync());
        }

        Assert.Empty(Directory.GetDirectories(DropFolder));
    }

    [Fact]
    public async Task A_delivery_that_the_settings_no_longer_name_waits_until_they_do_and_says_so()
    {
        var message = await AcceptAsync(adjust: null, WorkKind.NotifyWebhook);
        await RunAsync();
        Assert.Equal(1, Assert.Single(await WorkAsync()).Attempts);
        Assert.Contains("settings no longer name", Assert.Single(await TimelineAsync(message)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_is_switched_on_for_the_functional_address_is_planned()
    {
        var message = await MessageAsync();
        Assert.Equal([WorkKind.DropFiles], _plan.WorkFor(message).Select(work => work.Kind));
        message.FunctionalAddress = "kristinehamn.annan";
        Assert.Empty(_plan.WorkFor(message));
        message.FunctionalAddress = null;
        Assert.Empty(_plan.WorkFor(message));
        (message.FunctionalAddress, message.Environment) = (DemoParty.Kristinehamn.Function, "annan");
        Assert.Empty(_plan.WorkFor(message));
    }

    private async Task<MessageRow> AcceptAsync(Action<MessageRow>? adjust = null, WorkKind? kind = null)
    {
        var message = await MessageAsync();
        var work = _plan.WorkFor(message).ToList();
        work[0].Kind = kind ?? work[0].Kind;
        adjust?.Invoke(message);
        Assert.True(await _file.Store.AddAsync([message, .. work], Cancelled));
        return message;
    }

    private async Task<MessageRow> MessageAsync()
    {
        using var demo = DemoMessage.Make(DemoParty.RegionVarmland, DemoParty.Kristinehamn, [], TimeProvider.System);
        using var xml = new MemoryStream();
        await demo.WriteAsync(xml, Cancelled);
        var message = StoreFile.Message();
        (message.Environment, message.Participant, message.Direction, message.Status) = (DemoServices.Environment, DemoParty.Kristinehamn.Participant, Direction.Incoming, MessageStatus.ReceiptSent);
        (message.FunctionalAddress, message.ArrivedAt, message.Payload) = (DemoParty.Kristinehamn.Function, TestClock.Start, await _content.WriteAsync(xml.ToArray()));
        return message;
    }

    private async Task RunAsync() => await _flow.RunAsync(await _file.ClaimAsync(), Cancelled);

    private async Task<List<string>> TimelineAsync(MessageRow message) => [.. (await _file.Store.EventsAsync(message.Id, Cancelled)).Select(step => step.Detail)];

    private async Task<List<WorkRow>> WorkAsync()
    {
        await using var db = _file.Open();
        return await db.Work.AsNoTracking().ToListAsync(Cancelled);
    }
}
