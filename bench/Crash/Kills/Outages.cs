using SdkNode.Testing;

namespace SdkNode.Crash.Kills;

/// <summary>
/// Kills PostgreSQL with all of its processes now and then and starts it again. Not while a node starts: a node does not start
/// without its database, and who runs it starts it again, which is not what this run is about.
/// </summary>
internal sealed class Outages(PostgresServer server, Chance chance)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private int _starting;
    private bool _down;

    /// <summary>How many there have been.</summary>
    public int Count { get; private set; }

    /// <summary>Runs a node's start when the database is there.</summary>
    public async Task StartAsync(Func<Task> start, CancellationToken cancellationToken)
    {
        while (!TryBegin(() => !_down, () => _starting++))
        {
            await Task.Delay(Look, cancellationToken);
        }

        try
        {
            await start();
        }
        finally
        {
            TryBegin(static () => true, () => _starting--);
        }
    }

    /// <summary>Goes on until it is cancelled; the server runs when this ends.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        try
        {
            while (true)
            {
                var random = chance.Of("postgres", Count);
                await Task.Delay(TimeSpan.FromSeconds(random.Next(20, 60)), ended);
                while (!TryBegin(() => _starting == 0, () => _down = true))
                {
                    await Task.Delay(Look, ended);
                }

                await server.StopAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 3_000)), CancellationToken.None);
                await server.StartAgainAsync();
                Count++;
                _down = false;
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            _down = false;
        }
    }

    private bool TryBegin(Func<bool> may, Action begin)
    {
        lock (_lock)
        {
            if (!may())
            {
                return false;
            }

            begin();
            return true;
        }
    }
}
