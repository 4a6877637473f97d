using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SdkNode.As4.Sending;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Node.Inbound;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;
using SdkNode.Routing;

namespace SdkNode.Node.Tests.Outbound;

/// <summary>
/// A message receipt that arrives while the outcome of the sending is being written: on PostgreSQL the two run side by side, and
/// whichever commits last must have seen the other.
/// </summary>
public sealed class ReceiptRaceTests(PkiFixture pki, PostgresFixture postgres) : IAsyncLifetime
{
    private StoreDatabase _store = null!;
    private RuntimeFolder _runtime = null!;
    private ReceiverRoute _route = null!;
    private MessageRow _message = null!;
    private WorkRow _sending = null!;
    private WorkRow _opening = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await StoreDatabase.CreateAsync(postgres);
        _runtime = await RuntimeFolder.MakeAsync(pki);
        _route = new ReceiverRoute(new Uri("https://peer.example/as4"), (await pki.KeysAsync()).AccessPoint.Certificate, "AP0002", null, "digg-transport-as4-v1_0", _store.Clock.Now.AddHours(1));
        _message = await _store.AddDueAsync();
        _sending = await _store.ClaimAsync("sender");
        _message = (await Recorder(_store.Store).BeginTryAsync(_sending, _route, _runtime.Environment, null, Cancelled))!;
        var receipt = StoreCase.Message();
        (receipt.Direction, receipt.Kind, receipt.From, receipt.To) = (Direction.Incoming, MessageKind.MessageReceipt, _message.To, _message.From);
        Assert.True(await _store.Store.AddAsync([receipt, WorkRow.For(receipt, WorkKind.Open, _store.Clock.Now)], Cancelled));
        _opening = await _store.ClaimAsync("opener");
    }

    public ValueTask DisposeAsync()
    {
        _runtime.Dispose();
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whichever_commits_last_the_receipts_word_is_the_final_status(bool receiptLast)
    {
        var acknowledged = Outcomes.Acknowledged((await pki.KeysAsync()).AccessPoint);
        if (receiptLast)
        {
            await CloseAsync(Interrupted(() => OutcomeAsync(_store.Store, acknowledged)));
        }
        else
        {
            await OutcomeAsync(Interrupted(() => CloseAsync(_store.Store)), acknowledged);
        }

        await AssertAcceptedAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_try_that_is_made_again_or_used_up_takes_nothing_back(bool receiptLast)
    {
        var lost = Outcomes.Failed(As4SendFailure.TimedOut, sent: true);
        await (receiptLast ? CloseAsync(Interrupted(() => OutcomeAsync(_store.Store, lost))) : OutcomeAsync(Interrupted(() => CloseAsync(_store.Store)), lost));
        Assert.Equal(MessageStatus.Accepted, (await _store.Store.FindAsync(_message.Id, Cancelled))!.Status);
    }

    [Fact]
    public async Task At_the_same_instant_neither_is_lost()
    {
        await Task.WhenAll(CloseAsync(_store.Store), OutcomeAsync(_store.Store, Outcomes.Acknowledged((await pki.KeysAsync()).AccessPoint)));
        await AssertAcceptedAsync();
    }

    private async Task AssertAcceptedAsync()
    {
        var message = (await _store.Store.FindAsync(_message.Id, Cancelled))!;
        Assert.Equal((MessageStatus.Accepted, false), (message.Status, message.TryInFlight));
        var codes = (await _store.Store.EventsAsync(_message.Id, Cancelled)).Select(step => step.Code).ToList();
        Assert.Equal(1, codes.Count(code => code == "ACCEPTED"));
        Assert.Contains("ACKNOWLEDGE", codes);
        await using var db = _store.Open();
        Assert.Empty(await db.Work.ToListAsync(Cancelled));
        Assert.Equal(1, await db.Tries.CountAsync(Cancelled));
    }

    private Task OutcomeAsync(MessageStore store, As4SendOutcome outcome) => Recorder(store).OutcomeAsync(_sending, _message, _route, outcome, _runtime.Environment, Cancelled);

    private async Task CloseAsync(MessageStore store)
    {
        var content = new MessageReceipt
        {
            Id = Guid.NewGuid().ToString(),
            Issued = _store.Clock.Now,
            Sender = ParticipantIdentifier.Parse(_message.To).Value!,
            Receiver = ParticipantIdentifier.Parse(_message.From).Value!,
            AnsweredId = _message.XheId,
        };
        Assert.True(await store.EndStepAsync(_opening, (db, row) => ReceivedReceipts.Close(db, row, content, new StoredPayload(Guid.NewGuid(), 1), _store.Clock), again: null, Cancelled));
    }

    private OutboundRecorder Recorder(MessageStore store) => new(store, _store.Clock);

    // A store whose first unit of work has read, and not yet written, when the other one does all of its own.
    private MessageStore Interrupted(Func<Task> other)
    {
        var options = new DbContextOptionsBuilder<PostgresNodeDb>(PostgresNodeDb.OptionsFor(_store.Place.ConnectionString!)).AddInterceptors(new Interruption(other)).Options;
        return new MessageStore(() => new PostgresNodeDb(options));
    }

    private sealed class Interruption(Func<Task> other) : SaveChangesInterceptor
    {
        private Func<Task>? _other = other;

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (Interlocked.Exchange(ref _other, null) is { } run)
            {
                await run();
            }

            return result;
        }
    }
}
