using SdkNode.FaultNode;

namespace SdkNode.Crash.Kills;

/// <summary>
/// All kills of a run, in the order that the seed gives: half of them at fault points, every point in turn, half at random
/// instants. Which node takes which order is a matter of time.
/// </summary>
internal sealed class KillPlan
{
    /// <summary>By how many kills messages may be ahead of kills.</summary>
    private const int Ahead = 3;

    private const int KeptForEach = 2;

    /// <summary>The last kills need no messages to come to a point.</summary>
    private const int LastAtRandom = 4;

    /// <summary>How many kills are added at most for points that were missed when no random one was left to give up its turn.</summary>
    public const int MostAdded = 6;

    /// <summary>How many messages are sent at most beyond those of the run, for nodes that wait for their point when all are sent.</summary>
    public const int MostExtra = 40;

    private readonly Lock _lock = new();
    private readonly CrashOptions _options;
    private readonly List<KillOrder> _orders;
    private readonly Dictionary<string, int> _hits = FaultPoints.All.ToDictionary(point => point, _ => 0);
    private int _done;
    private int _atRandom;
    private int _hurried;
    private int _added;
    private int _extra;

    /// <summary>Draws the plan.</summary>
    public KillPlan(CrashOptions options, Chance chance)
    {
        _options = options;
        var random = chance.Of("kills", 0);
        var atPoints = Math.Min(options.Kills, Math.Max(FaultPoints.All.Count, options.Kills / 2));
        var points = new List<string?>();
        while (points.Count < atPoints)
        {
            var round = FaultPoints.All.ToArray();
            random.Shuffle(round);
            points.AddRange(round);
        }

        // The first round of points stays whole; what is drawn beyond the number is left out.
        var kinds = points.Take(atPoints).Concat(Enumerable.Repeat<string?>(null, options.Kills - atPoints)).ToArray();
        random.Shuffle(kinds.AsSpan(0, Math.Max(atPoints, options.Kills - LastAtRandom)));
        _orders = [.. kinds.Select((point, i) => new KillOrder(i, point, Pace(random, point), TimeSpan.FromMilliseconds(random.Next(1_500))))];
    }

    /// <summary>Kills so far.</summary>
    public int Done
    {
        get
        {
            lock (_lock)
            {
                return _done;
            }
        }
    }

    /// <summary>Kills so far that came from outside.</summary>
    public int AtRandom => _atRandom;

    /// <summary>How often a node has died at each point.</summary>
    public IReadOnlyDictionary<string, int> Hits => _hits;

    /// <summary>Whether all kills are done.</summary>
    public bool IsOver
    {
        get
        {
            lock (_lock)
            {
                return _done >= _options.Kills + _added;
            }
        }
    }

    /// <summary>How many messages may have been sent by now, so that messages last as long as kills.</summary>
    public int Allowed
    {
        get
        {
            lock (_lock)
            {
                var planned = Planned();
                return planned < _options.Messages ? planned : _options.Messages + _extra;
            }
        }
    }

    /// <summary>Lets some more messages be sent: a node waits for its point, and none come there. When all are sent, one more from each side.</summary>
    public void Hurry()
    {
        lock (_lock)
        {
            _hurried++;
            _extra = Planned() < _options.Messages ? _extra : Math.Min(_extra + 2, MostExtra);
        }
    }

    /// <summary>The next order; null when all have been given out.</summary>
    public KillOrder? Next()
    {
        lock (_lock)
        {
            if (_orders.Count == 0)
            {
                return null;
            }

            var order = _orders[0];
            _orders.RemoveAt(0);
            return order;
        }
    }

    /// <summary>A node is dead by an order: at the point, or from outside since it did not come there in time.</summary>
    public void Killed(KillOrder order, string? point)
    {
        lock (_lock)
        {
            _done++;
            if (point is not null)
            {
                _hits[point]++;
                return;
            }

            _atRandom++;

            // The point takes the turn of a kill at random that is still to come, the next of them. A slow machine misses more points than
            // there are such turns; whoever still sends can come to a point that was not hit at all.
            if (order.Point is null)
            {
                return;
            }

            if (_orders.FindIndex(left => left.Point is null) is >= 0 and var turn)
            {
                _orders[turn] = order with { Pace = 1 };
            }
            else if (_hits[order.Point] == 0 && _added < MostAdded)
            {
                _orders.Add(order with { Number = _options.Kills + _added++, Pace = 1 });
            }
        }
    }

    private int Planned()
    {
        if (_done >= _options.Kills + _added)
        {
            return _options.Messages;
        }

        // Some are kept for every kill that needs them and is still to come, one that takes a random one's turn too.
        var kept = KeptForEach * _orders.Count(order => order.Point is not null);
        var allowed = (int)((long)_options.Messages * (_done + _hurried + Ahead) / _options.Kills);
        return Math.Max(Math.Min(allowed, _options.Messages - kept), Math.Min(KeptForEach * (_done + Ahead), _options.Messages));
    }

    // A kill every so many messages; a node sees a kill every second time, and each point but intake's about once for a message.
    private int Pace(Random random, string? point)
    {
        var between = 2.0 * _options.Messages / Math.Max(1, _options.Kills);
        var scale = point is not null && point.StartsWith("intake", StringComparison.Ordinal) ? 0.5 : 1;
        return 1 + (int)(random.NextDouble() * 0.5 * scale * between);
    }
}
