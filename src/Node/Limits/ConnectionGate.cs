using System.Collections.Concurrent;
using System.Net;

namespace SdkNode.Node.Limits;

/// <summary>How many connections a listener holds, in all and of one address; nobody has shown yet who it is.</summary>
/// <param name="most">How many in all; 0: without limit.</param>
/// <param name="mostPerAddress">How many of one address; 0: without limit.</param>
/// <param name="settings">What the two settings are called.</param>
internal sealed class ConnectionGate(int most, int mostPerAddress, (string All, string PerAddress) settings)
{
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<IPAddress, int> _addresses = new();
    private int _all;

    /// <summary>Lets a connection in, to be disposed of at its end; or says why not.</summary>
    public IDisposable? TryEnter(IPAddress? address, out Denial? denial)
    {
        var place = address is null ? IPAddress.None : Networks.Of(address);
        if (Interlocked.Increment(ref _all) > most && most > 0)
        {
            Interlocked.Decrement(ref _all);
            denial = new("connections", $"There are {most} connections, as many as there may be.", settings.All, s_again);
            return null;
        }

        if (_addresses.AddOrUpdate(place, 1, static (_, count) => count + 1) > mostPerAddress && mostPerAddress > 0)
        {
            Leave(place);
            denial = new("connections-of-address", $"{place} has {mostPerAddress} connections, as many as one address may.", settings.PerAddress, s_again);
            return null;
        }

        denial = null;
        return new Place(() => Leave(place));
    }

    private void Leave(IPAddress place)
    {
        Interlocked.Decrement(ref _all);
        if (_addresses.AddOrUpdate(place, 0, static (_, count) => count - 1) == 0)
        {
            // Only while nobody has come meanwhile.
            _addresses.TryRemove(new KeyValuePair<IPAddress, int>(place, 0));
        }
    }

    private sealed class Place(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
