using CsCheck;
using SdkNode.Node.Store;

namespace SdkNode.Node.Tests.Store;

/// <summary>Whose turn it is: whatever waits and runs, the places go round.</summary>
public sealed class WorkQueuesTests
{
    // Few names, so that participants have several queues; some with nothing due, some with more running than they may have.
    private static readonly Gen<List<WaitingQueue>> s_queues =
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4], Gen.Bool, Gen.Long[1, 50], Gen.Int[0, 6])
            .Select((party, other, due, since, running) => new WaitingQueue($"qa/p{party} o{other}", due ? since : null, running))
            .List[0, 15].Select(queues => queues.DistinctBy(queue => queue.Name).ToList());

    private static readonly Gen<(List<WaitingQueue> Queues, int Places, int PerQueue)> s_cases = Gen.Select(s_queues, Gen.Int[0, 12], Gen.Int[1, 6]);

    [Fact]
    public void No_place_is_given_twice_and_none_stays_empty_while_somebody_may_have_it() => s_cases.Sample(given =>
    {
        var shares = WorkQueues.Share(given.Queues, given.Places, given.PerQueue);
        var room = given.Queues.Where(queue => queue.FirstDue is not null).Sum(queue => Math.Max(0, given.PerQueue - queue.Running));
        Assert.Equal(Math.Min(given.Places, room), shares.Values.Sum());
    });

    [Fact]
    public void A_queue_never_has_more_places_than_it_may_and_only_where_something_is_due() => s_cases.Sample(given =>
    {
        foreach (var (name, share) in WorkQueues.Share(given.Queues, given.Places, given.PerQueue))
        {
            var queue = given.Queues.Single(queue => queue.Name == name);
            Assert.NotNull(queue.FirstDue);
            Assert.InRange(queue.Running + share, 1, given.PerQueue);
        }
    });

    [Fact]
    public void A_participant_with_nothing_running_gets_a_place_at_once_beside_any_backlog() => s_cases.Where(given => given.Places > 0).Sample(given =>
    {
        var busy = given.Queues.Select(queue => queue with { Running = queue.Running + 1 });
        var shares = WorkQueues.Share([.. busy, new WaitingQueue("qa/new one", FirstDue: 1000, Running: 0)], given.Places, given.PerQueue);
        Assert.True(shares.GetValueOrDefault("qa/new one") >= 1);
    });

    [Fact]
    public void Participants_get_places_evenly_as_far_as_they_can_use_them() => s_cases.Sample(given =>
    {
        var shares = WorkQueues.Share(given.Queues, given.Places, given.PerQueue);
        var parties = given.Queues.GroupBy(queue => queue.Name.Split(' ')[0]).Select(group => (
            Now: group.Sum(queue => queue.Running + shares.GetValueOrDefault(queue.Name)),
            Given: group.Sum(queue => shares.GetValueOrDefault(queue.Name)),
            CanUse: group.Any(queue => queue.FirstDue is not null && queue.Running + shares.GetValueOrDefault(queue.Name) < given.PerQueue))).ToList();

        // Nobody who could use one more place has fewer than somebody who got one had before the last one.
        Assert.All(parties.Where(party => party.CanUse), poor => Assert.All(parties.Where(party => party.Given > 0), rich => Assert.True(rich.Now - 1 <= poor.Now)));
    });

    [Fact]
    public void Everything_that_waits_is_done_in_the_end_however_much_comes_behind_it() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[1, 5]).Sample((places, perQueue, flood) =>
        {
            // A queue with one old row among others that get new rows all the time.
            var rows = new Dictionary<string, Queue<long>> { ["qa/p0 old"] = new([5L]) };
            for (var now = 6L; now < 60; now++)
            {
                for (var i = 0; i < flood; i++)
                {
                    var name = $"qa/p{i % 2} flood{i}";
                    rows.TryAdd(name, []);
                    rows[name].Enqueue(now);
                }

                var waiting = rows.Select(queue => new WaitingQueue(queue.Key, queue.Value.TryPeek(out var first) ? first : null, Running: 0)).ToList();
                foreach (var (name, share) in WorkQueues.Share(waiting, places, perQueue))
                {
                    for (var i = 0; i < share; i++)
                    {
                        rows[name].TryDequeue(out _);
                    }
                }
            }

            Assert.Empty(rows["qa/p0 old"]);
        });
}
