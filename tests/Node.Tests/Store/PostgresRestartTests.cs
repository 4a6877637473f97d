using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Tests.Store;

/// <summary>PostgreSQL killed and started again under a working store.</summary>
public sealed class PostgresRestartTests
{
    private const int Messages = 150;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_goes_on_by_itself_nothing_is_lost_and_nothing_done_twice()
    {
        await using var server = await PostgresServer.StartAsync();
        using var folder = new TemporaryFolder();
        var place = new StorePlace(folder.FullName) { ConnectionString = await server.CreateDatabaseAsync() };
        var open = place.Opener();
        await StoreSetup.MigrateAsync(place, open, TimeProvider.System, Cancelled);
        var adding = AddAllAsync(new MessageStore(open));
        var doing = Enumerable.Range(0, 2).Select(i => DoAllAsync($"node{i}", open)).ToList();
        for (var i = 0; i < 3; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(400), Cancelled);
            await server.StopAsync();
            await server.StartAgainAsync();
        }

        await Task.WhenAll([adding, .. doing]).WaitAsync(TimeSpan.FromMinutes(2), Cancelled);

        // A connection of the pool may still be one that died.
        Assert.Equal((Messages, 0, Messages), await UntilItWorksAsync(() => CountAsync(open)));
    }

    private static async Task<(int Accepted, int Work, int Events)> CountAsync(Func<NodeDb> open)
    {
        await using var db = open();
        return (await db.Messages.CountAsync(row => row.Status == MessageStatus.Accepted, Cancelled), await db.Work.CountAsync(Cancelled), await db.MessageEvents.CountAsync(Cancelled));
    }

    // As a client does that got no answer: the same message again. That it is there already is as good.
    private static async Task AddAllAsync(MessageStore store)
    {
        for (var i = 0; i < Messages; i++)
        {
            var row = StoreCase.Message();
            await UntilItWorksAsync(() => store.AddAsync([row, WorkRow.For(row, WorkKind.Send, row.CreatedAt)], Cancelled));
        }
    }

    private static async Task DoAllAsync(string owner, Func<NodeDb> open)
    {
        var (store, work) = (new MessageStore(open), new WorkStore(open, TimeProvider.System));
        while (await UntilItWorksAsync(() => DoneAsync(open)) < Messages)
        {
            foreach (var row in await UntilItWorksAsync(() => work.ClaimAsync(owner, WorkKind.Send, 4, 4, TimeSpan.FromSeconds(2), Cancelled)))
            {
                // Where the connection was lost in the middle of a commit the second time finds the lease gone, and changes nothing.
                await UntilItWorksAsync(() => store.EndStepAsync(row, (db, message) => db.Add(Events.Move(message, MessageStatus.Accepted, TimeProvider.System, "Done.")), again: null, Cancelled));
            }

            await Task.Delay(5, Cancelled);
        }
    }

    private static async Task<int> DoneAsync(Func<NodeDb> open)
    {
        await using var db = open();
        return await db.Messages.CountAsync(row => row.Status == MessageStatus.Accepted, Cancelled);
    }

    private static async Task<T> UntilItWorksAsync<T>(Func<Task<T>> act)
    {
        while (true)
        {
            try
            {
                return await act();
            }
            catch (Exception e) when (PostgresFaults.IsOutage(e))
            {
                await Task.Delay(20, Cancelled);
            }
        }
    }
}
