using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Administration;
using SdkNode.Node.Alarms;
using SdkNode.Node.Demo;
using SdkNode.Node.Jobs;
using SdkNode.Node.Lifecycle;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Outbound;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Administration;

/// <summary>What an administrator works with, over a store of its own in which nothing runs by itself.</summary>
internal sealed class Desk : IDisposable
{
    private Desk(StoreFile file, RuntimeFolder runtime)
    {
        (File, Runtime) = (file, runtime);
        Store = OpenedStore.Of(file.Open, Content.Store, Content.Key, file.Clock);
        Alarms = new AlarmList(file.Open, file.Clock, NullLogger<AlarmList>.Instance);
        Intake = IntakeParts.Make(file, Store, runtime);
        Retry = new MessageRetry(Store, Intake, file.Clock);
        End = new MessageEnd(Store, file.Clock);
    }

    public StoreFile File { get; }

    public ContentFolder Content { get; } = new();

    public RuntimeFolder Runtime { get; }

    public OpenedStore Store { get; }

    public AlarmList Alarms { get; }

    public Intake Intake { get; }

    public MessageRetry Retry { get; }

    public MessageEnd End { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<Desk> MakeAsync(PkiFixture pki, Action<JsonObject>? adjust = null) => new(await StoreFile.MakeAsync(), await RuntimeFolder.MakeAsync(pki, adjust));

    public Task<RetryOutcome> RetryAsync(MessageRow message) => Retry.RunAsync(message.Id, "anna", Cancelled);

    public Task<EndOutcome> EndAsync(MessageRow message) => End.RunAsync(message.Id, "anna", "no longer needed", Cancelled);

    /// <summary>Adds a message and work on it.</summary>
    public async Task<MessageRow> AddAsync(Action<MessageRow>? adjust = null, params WorkKind[] work)
    {
        var message = StoreFile.Message();
        (message.Environment, message.Participant, message.From, message.To) = (DemoServices.Environment, DemoParty.Kristinehamn.Participant, DemoParty.Kristinehamn.Participant, DemoParty.RegionVarmland.Participant);
        adjust?.Invoke(message);
        Assert.True(await File.Store.AddAsync([message, .. work.Select(kind => WorkRow.For(message, kind, File.Clock.Now.AddHours(1)))], Cancelled));
        return message;
    }

    /// <summary>Submits the demo's message with two files.</summary>
    public async Task<MessageRow> SubmitAsync(Action<MessageRow>? adjust = null)
    {
        var attachment = Path.Combine(Content.FullName, "bilaga.txt");
        await System.IO.File.WriteAllTextAsync(attachment, string.Join('\n', Enumerable.Range(0, 20_000)), Cancelled);
        using var demo = DemoMessage.Make(DemoParty.Kristinehamn, DemoParty.RegionVarmland, [attachment], TimeProvider.System);
        using var xml = new MemoryStream();
        await demo.WriteAsync(xml, Cancelled);
        xml.Position = 0;
        var submission = new Submission(DemoServices.Environment, DemoParty.Kristinehamn.Participant, DemoParty.RegionVarmland.Participant, DocumentTypeIdentifier.SdkMessageBaseCode, DemoParty.RegionVarmland.Function);
        var done = await Intake.SubmitAsync(submission, xml, Cancelled);
        Assert.True(done.TryGet(out var accepted, out _));
        await using var db = File.Open();
        var row = await db.Messages.SingleAsync(message => message.Id == accepted.Id, Cancelled);
        db.Work.RemoveRange(db.Work.Where(work => work.MessageId == row.Id));
        (row.Status, row.Mark, row.FinalAt) = (MessageStatus.MessageExchangeError, MessageMark.Error, File.Clock.Now);
        adjust?.Invoke(row);
        await db.SaveChangesAsync(Cancelled);
        return row;
    }

    public async Task<MessageRow> FindAsync(MessageRow message) => (await File.Store.FindAsync(message.Id, Cancelled))!;

    public async Task<List<WorkRow>> WorkAsync(MessageRow message)
    {
        await using var db = File.Open();
        return await db.Work.AsNoTracking().Where(row => row.MessageId == message.Id).ToListAsync(Cancelled);
    }

    public async Task<IReadOnlyList<MessageEventRow>> TimelineAsync(MessageRow message) => await File.Store.EventsAsync(message.Id, Cancelled);

    public async Task<List<EventLogRow>> LogAsync()
    {
        await using var db = File.Open();
        return await db.EventLog.AsNoTracking().OrderBy(row => row.Id).ToListAsync(Cancelled);
    }

    public void Dispose()
    {
        Runtime.Dispose();
        Content.Dispose();
        File.Dispose();
    }
}
