using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Store;

/// <summary>Rows decide what is due and leases who does it.</summary>
public abstract class MessageStoreTests(PostgresFixture? postgres) : IAsyncLifetime
{
    private StoreCase _file = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _file = await StoreCase.MakeAsync(postgres);

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Claimers_at_the_same_time_never_get_the_same_row()
    {
        for (var i = 0; i < 40; i++)
        {
            await _file.AddDueAsync();
        }

        var claimed = await Task.WhenAll(Enumerable.Range(0, 4).Select(async owner =>
        {
            var mine = new List<Guid>();
            while (await _file.ClaimAsync($"owner-{owner}", 3) is { Count: > 0 } rows)
            {
                Assert.All(rows, row => Assert.StartsWith($"owner-{owner}#", row.LeaseOwner));
                mine.AddRange(rows.Select(row => row.Id));
            }

            return mine;
        }));

        var all = claimed.SelectMany(ids => ids).ToList();
        Assert.Equal(40, all.Count);
        Assert.Equal(40, all.Distinct().Count());
    }

    [Fact]
    public async Task A_claim_gives_back_every_column_as_it_is_stored()
    {
        var message = StoreCase.Message();
        var work = WorkRow.For(message, WorkKind.Send, _file.Clock.Now);
        (work.Attempts, work.Claims, work.Faults, work.Fault) = (3, 2, 1, "It waits.");
        Assert.True(await _file.Store.AddAsync([message, work], Cancelled));
        var claimed = await _file.ClaimAsync();
        await using var db = _file.Open();
        var stored = await db.Work.FindAsync([work.Id], Cancelled);
        Assert.Equivalent(stored, claimed, strict: true);
        Assert.Equal((3, 3, 1, "It waits."), (claimed.Attempts, claimed.Claims, claimed.Faults, claimed.Fault));
        Assert.Equal(db.Model.FindEntityType(typeof(WorkRow))!.GetProperties().Select(property => $"\"{property.Name}\"").Order(), ClaimedWork.Columns.Trim().Split(", ").Order());
    }

    [Fact]
    public async Task Work_is_claimed_when_it_is_due_and_the_oldest_first()
    {
        var later = await _file.AddDueAsync();
        _file.Clock.Now -= TimeSpan.FromMinutes(1);
        var earlier = await _file.AddDueAsync();
        Assert.Equal(earlier.Id, (await _file.ClaimAsync()).MessageId);
        Assert.Empty(await _file.ClaimAsync("one", 1));
        _file.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(later.Id, (await _file.ClaimAsync()).MessageId);
    }

    [Fact]
    public async Task A_lease_runs_out()
    {
        await _file.AddDueAsync();
        var first = await _file.ClaimAsync("one");
        await _file.PassAsync(TimeSpan.FromMinutes(14));
        Assert.Empty(await _file.ClaimAsync("two", 1));
        await _file.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(first.Id, (await _file.ClaimAsync("two")).Id);
    }

    [Theory]
    [InlineData("two")]
    [InlineData("one")]
    public async Task A_step_that_has_lost_its_lease_changes_nothing(string next)
    {
        var message = await _file.AddDueAsync();
        var lost = await _file.ClaimAsync("one");
        await _file.PassAsync(TimeSpan.FromMinutes(15));
        var current = await _file.ClaimAsync(next);

        Assert.False(await _file.Store.EndStepAsync(lost, Spoil, again: null, Cancelled));
        Assert.False(await _file.Store.AdvanceAsync(lost, Spoil, Cancelled));
        Assert.Equal(MessageStatus.Scheduled, (await _file.Store.FindAsync(message.Id, Cancelled))!.Status);
        Assert.Empty(await _file.Store.EventsAsync(message.Id, Cancelled));
        Assert.True(await _file.Store.EndStepAsync(current, Spoil, again: null, Cancelled));
        Assert.Equal(MessageStatus.MessageExchangeError, (await _file.Store.FindAsync(message.Id, Cancelled))!.Status);

        void Spoil(NodeDb db, MessageRow row) => db.Add(Events.Move(row, MessageStatus.MessageExchangeError, _file.Clock, "spoilt"));
    }

    [Fact]
    public async Task A_step_that_fails_in_the_middle_changes_nothing_and_keeps_its_lease()
    {
        var message = await _file.AddDueAsync();
        var work = await _file.ClaimAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => _file.Store.EndStepAsync(
            work,
            (db, row) =>
            {
                db.Add(Events.Move(row, MessageStatus.Accepted, _file.Clock, "half"));
                throw new TimeoutException();
            },
            again: null,
            Cancelled));
        Assert.Equal(MessageStatus.Scheduled, (await _file.Store.FindAsync(message.Id, Cancelled))!.Status);
        Assert.True(await _file.Store.EndStepAsync(work, static (_, _) => { }, again: null, Cancelled));
    }

    [Fact]
    public async Task Work_that_is_due_again_counts_its_attempts()
    {
        await _file.AddDueAsync();
        var work = await _file.ClaimAsync();
        Assert.True(await _file.Store.EndStepAsync(work, static (_, _) => { }, _file.Clock.Now.AddMinutes(5), Cancelled));
        Assert.Empty(await _file.ClaimAsync("one", 1));
        _file.Clock.Now += TimeSpan.FromMinutes(5);
        Assert.Equal(1, (await _file.ClaimAsync()).Attempts);
    }

    [Fact]
    public async Task A_start_gives_back_the_leases_of_the_process_that_died()
    {
        await _file.AddDueAsync();
        var lost = await _file.ClaimAsync("dead");
        await _file.Work.ReleaseLeasesAsync("dead", Cancelled);
        Assert.Equal(lost.Id, (await _file.ClaimAsync("alive")).Id);
    }

    [Fact]
    [Rule("API-3.7")]
    [Rule("API-3.7", Refuses = true)]
    public async Task Messages_are_unique_by_environment_participant_direction_and_XHE_id()
    {
        var first = await _file.AddDueAsync();
        Assert.False(await AddAsync(row => row.XheId = first.XheId));
        Assert.True(await AddAsync(row => (row.XheId, row.Environment) = (first.XheId, "prod")));
        Assert.True(await AddAsync(row => (row.XheId, row.Participant) = (first.XheId, "0203:hagfors.example")));
        Assert.True(await AddAsync(row => (row.XheId, row.Direction) = (first.XheId, Direction.Incoming)));
        Assert.True(await AddAsync(row => row.XheId = Guid.NewGuid().ToString("D")));
        Assert.Equal(5, (await _file.Store.ListAsync(100, receipts: true, Cancelled)).Count);
    }

    [Fact]
    public async Task A_row_that_is_refused_takes_the_whole_addition_with_it()
    {
        var first = await _file.AddDueAsync();
        var twin = StoreCase.Message();
        twin.XheId = first.XheId;
        var other = StoreCase.Message();
        Assert.False(await _file.Store.AddAsync([other, twin], Cancelled));
        Assert.Null(await _file.Store.FindAsync(other.Id, Cancelled));
    }

    [Fact]
    [Rule("API-3.3")]
    public async Task A_final_status_never_changes()
    {
        var message = await _file.AddDueAsync(row => row.Status = MessageStatus.Accepted);
        var work = await _file.ClaimAsync();
        await _file.Store.EndStepAsync(work, (db, row) => db.Add(Events.Move(row, MessageStatus.MessageExchangeError, _file.Clock, "too late")), again: null, Cancelled);
        var kept = await _file.Store.FindAsync(message.Id, Cancelled);
        Assert.Equal(MessageStatus.Accepted, kept!.Status);
        Assert.Equal("too late", Assert.Single(await _file.Store.EventsAsync(message.Id, Cancelled)).Detail);
    }

    [Fact]
    public async Task A_message_is_found_by_its_internal_id_XHE_id_or_AS4_id()
    {
        var message = await _file.AddDueAsync(row => row.As4MessageId = "abc@ap0001");
        foreach (var id in new[] { message.Id.ToString(), message.XheId, "abc@ap0001" })
        {
            Assert.Equal(message.Id, Assert.Single(await _file.Store.FindByAnyIdAsync(id, Cancelled)).Id);
        }

        Assert.Empty(await _file.Store.FindByAnyIdAsync("' OR 1=1 --", Cancelled));
    }

    [Fact]
    public async Task Transfers_are_remembered_per_sending_party_and_forgotten_after_their_time()
    {
        Assert.True(await _file.Store.AddAsync([Transfer("AP0001")], Cancelled));
        Assert.False(await _file.Store.AddAsync([Transfer("AP0001")], Cancelled));
        Assert.True(await _file.Store.AddAsync([Transfer("AP0002")], Cancelled));
        Assert.NotNull(await _file.Store.FindTransferAsync("qa", "AP0001", "1@peer", Cancelled));
        Assert.Null(await _file.Store.FindTransferAsync("prod", "AP0001", "1@peer", Cancelled));
        Assert.Equal(0, await _file.Store.ForgetTransfersAsync(TestClock.Start, Cancelled));
        Assert.Equal(2, await _file.Store.ForgetTransfersAsync(TestClock.Start.AddTicks(1), Cancelled));
    }

    private static ReceivedTransferRow Transfer(string party) => new()
    {
        Environment = "qa",
        SendingParty = party,
        As4MessageId = "1@peer",
        References = "digest cid:message",
        Receipt = [1],
        ReceivedAt = TestClock.Start,
    };

    private Task<bool> AddAsync(Action<MessageRow> adjust)
    {
        var row = StoreCase.Message();
        adjust(row);
        return _file.Store.AddAsync([row], Cancelled);
    }

    [Fact]
    public async Task A_renewed_lease_keeps_its_work_and_returned_work_was_not_tried()
    {
        await _file.AddDueAsync();
        var work = await _file.ClaimAsync();
        await _file.PassAsync(TimeSpan.FromMinutes(14));
        await _file.Work.RenewAsync(work, TimeSpan.FromMinutes(15), Cancelled);
        await _file.PassAsync(TimeSpan.FromMinutes(14));
        Assert.Empty(await _file.ClaimAsync("other", 1));
        await _file.Work.ReturnAsync(work, _file.Clock.Now, Cancelled);
        Assert.Equal(0, (await _file.ClaimAsync("other")).Attempts);
        Assert.False(await _file.Store.AdvanceAsync(work, static (_, _) => { }, Cancelled));
    }

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite() : MessageStoreTests(postgres: null);

    /// <summary>Over PostgreSQL.</summary>
    public sealed class OnPostgres(PostgresFixture postgres) : MessageStoreTests(postgres);
}
