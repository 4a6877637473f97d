using SdkNode.Node.Jobs;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Tests.Jobs;

/// <summary>Who gets a place: what waits before what is new, and nobody more than there are.</summary>
public sealed class LanePlacesTests
{
    private readonly LanePlaces _places = new(new WorkLane(WorkKind.Send, null!, Places: 4));

    [Fact]
    public void Until_a_first_claim_has_ended_new_work_gets_none()
    {
        Assert.False(_places.TryTake("a"));
        _places.Open();
        Assert.False(_places.TryTake("a"));
        using (var claiming = _places.BeginClaim())
        {
            Assert.Equal(4, claiming!.Free);
            Assert.False(_places.TryTake("a"));
        }

        Assert.True(_places.TryTake("a"));
        Assert.Null(_places.BeginClaim());
    }

    [Fact]
    public void Whoever_leaves_where_there_was_no_room_has_the_place_claimed_for_what_waits()
    {
        Settle();
        Assert.True(_places.TryTake("a"));
        Assert.True(_places.TryTake("a"));

        // Half of the places are a queue's share; whoever is refused says so once it is committed.
        Assert.False(_places.TryTake("a"));
        Assert.False(_places.Ask("a"));
        Assert.True(_places.TryTake("b"));
        Assert.True(_places.Leave("a"));
        Assert.False(_places.TryTake("c"));
        using (var claiming = _places.BeginClaim())
        {
            Assert.Equal((2, 1, 1), (claiming!.Free, claiming.Running["a"], claiming.Running["b"]));
            claiming.Take("a");
        }

        Assert.False(_places.Leave("b"));
        Assert.True(_places.Ask("b"));
    }

    [Fact]
    public void What_is_asked_for_during_a_claim_has_another_one()
    {
        Settle();
        _places.Ask();
        using (_places.BeginClaim())
        {
            Assert.True(_places.Ask("a"));
        }

        Assert.False(_places.TryTake("b"));
        Assert.NotNull(_places.BeginClaim());
    }

    [Fact]
    public void Closed_it_gives_none_and_takes_those_back_that_are_given()
    {
        Settle();
        Assert.True(_places.TryTake("a"));
        _places.Close();
        Assert.False(_places.TryTake("b"));
        _places.Ask();
        Assert.Null(_places.BeginClaim());
        _places.Leave("a");
        Assert.False(_places.IsOpen);
    }

    [Fact]
    public async Task Many_at_once_never_have_more_places_than_there_are()
    {
        Settle();
        var (running, most, taken) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                var queue = ((worker + i) % 3).ToString(System.Globalization.CultureInfo.InvariantCulture);
                if (_places.TryTake(queue))
                {
                    Work(queue);
                }
                else if (_places.BeginClaim() is { } claiming)
                {
                    // A claim respects a queue's share as the store does.
                    var mine = claiming.Free > 0 && claiming.Running.GetValueOrDefault(queue) < 2;
                    if (mine)
                    {
                        claiming.Take(queue);
                    }

                    claiming.Dispose();
                    if (mine)
                    {
                        Work(queue);
                    }
                }
            }
        })));
        Assert.InRange(most, 1, 4);
        Assert.InRange(taken, 1, int.MaxValue);
        Settle();
        Assert.True(_places.TryTake("0"));

        void Work(string queue)
        {
            var now = Interlocked.Increment(ref running);
            int seen;
            while ((seen = Volatile.Read(ref most)) < now && Interlocked.CompareExchange(ref most, now, seen) != seen)
            {
                // Somebody else has seen more.
            }

            Interlocked.Increment(ref taken);
            Interlocked.Decrement(ref running);
            _places.Leave(queue);
        }
    }

    private void Settle()
    {
        _places.Open();
        using var claiming = _places.BeginClaim();
    }
}
