namespace SdkNode.Node.Jobs;

/// <summary>
/// The places of a lane: which are taken, and whether work may be waiting for one. New work takes a place at once only while none
/// waits, so that it never passes what a claim would choose first (<see cref="Store.WorkQueues"/>). Safe for several threads.
/// </summary>
internal sealed class LanePlaces(WorkLane lane)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _taken = [];
    private int _count;
    private bool _open;
    private bool _asked;
    private bool _claiming;

    /// <summary>The lane.</summary>
    public WorkLane Lane => lane;

    /// <summary>From now on places are given; until a first claim all of them to what waits.</summary>
    public void Open()
    {
        lock (_lock)
        {
            (_open, _asked) = (true, true);
        }
    }

    /// <summary>No more places are given; what has one keeps it.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _open = false;
        }
    }

    /// <summary>Takes a place for new work of a queue, if one is free and nobody waits.</summary>
    public bool TryTake(string queue)
    {
        lock (_lock)
        {
            if (!_open || _asked || _claiming || IsFull(queue))
            {
                return false;
            }

            Take(queue);
            return true;
        }
    }

    /// <summary>Whether work that has its place may begin.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return _open;
            }
        }
    }

    /// <summary>Gives a place back. True when somebody may wait for it: then a claim is due.</summary>
    public bool Leave(string queue)
    {
        lock (_lock)
        {
            // While there was room nobody had to wait.
            _asked |= IsFull(queue);
            _count--;
            if (--_taken[queue] == 0)
            {
                _taken.Remove(queue);
            }

            return _asked;
        }
    }

    /// <summary>Something of a queue waits. True when a claim is due; where there is no room who leaves sees to it.</summary>
    public bool Ask(string queue)
    {
        lock (_lock)
        {
            _asked |= !IsFull(queue);
            return _asked;
        }
    }

    /// <summary>Something may wait, nobody knows of which queue: a claim is due.</summary>
    public void Ask()
    {
        lock (_lock)
        {
            _asked = true;
        }
    }

    /// <summary>Begins a claim, if one is due: until it ends, no new work takes a place. Null where none is due.</summary>
    public Claiming? BeginClaim()
    {
        lock (_lock)
        {
            if (!_asked || !_open)
            {
                return null;
            }

            (_asked, _claiming) = (false, true);
            return new Claiming(this);
        }
    }

    private bool IsFull(string queue) => _count >= lane.Places || _taken.GetValueOrDefault(queue) >= lane.PerQueue;

    private void Take(string queue)
    {
        _count++;
        _taken[queue] = _taken.GetValueOrDefault(queue) + 1;
    }

    /// <summary>A claim in the making.</summary>
    internal sealed class Claiming(LanePlaces places) : IDisposable
    {
        /// <summary>How many places are free; only more while the claim goes on.</summary>
        public int Free
        {
            get
            {
                lock (places._lock)
                {
                    return places.Lane.Places - places._count;
                }
            }
        }

        /// <summary>How many places each queue has.</summary>
        public IReadOnlyDictionary<string, int> Running
        {
            get
            {
                lock (places._lock)
                {
                    return new Dictionary<string, int>(places._taken);
                }
            }
        }

        /// <summary>Takes a place for what has been claimed.</summary>
        public void Take(string queue)
        {
            lock (places._lock)
            {
                places.Take(queue);
            }
        }

        /// <inheritdoc />
        public void Dispose()
        {
            lock (places._lock)
            {
                places._claiming = false;
            }
        }
    }
}
