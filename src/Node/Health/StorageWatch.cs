using Microsoft.Extensions.Logging;
using SdkNode.Node.Alarms;
using SdkNode.Node.Store;

namespace SdkNode.Node.Health;

/// <summary>
/// Tells people that the store cannot be used, whoever meets it: a line in the log at once and then every minute, an alarm where one
/// can still be written. When the store can be written again both are taken back.
/// </summary>
internal sealed partial class StorageWatch(StorageRoom room, AlarmList alarms, TimeProvider clock, ILogger<StorageWatch> logger)
{
    private const string Subject = "the node's store";
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private StorageFault? _told;
    private long _toldAt;
    private long _metAt;

    // An alarm may be open since before the start.
    private bool _mayBeOpen = true;

    /// <summary>When somebody last met a fault, as a timestamp of the clock.</summary>
    public long MetAt => Interlocked.Read(ref _metAt);

    /// <summary>Whether <paramref name="e"/> is a fault of the store; then it is told.</summary>
    public bool Met(Exception e)
    {
        if (StorageFault.Of(e) is not { } fault)
        {
            return false;
        }

        Tell(fault);
        return true;
    }

    /// <summary>Why something new of <paramref name="announced"/> octets must be refused before anything is written; null: go on.</summary>
    public StorageFault? Refusal(long announced = 0)
    {
        var fault = room.Fault(announced);
        if (fault is not null)
        {
            Tell(fault);
        }

        return fault;
    }

    /// <summary>What the probe has found: a fault, or that the store can be used.</summary>
    public async Task SeenAsync(StorageFault? fault, CancellationToken cancellationToken)
    {
        try
        {
            if (fault is not null)
            {
                if (Tell(fault) || !_mayBeOpen)
                {
                    await alarms.RaiseAsync(AlarmKinds.Storage, AlarmList.AllEnvironments, Subject, fault.Detail, fault.Remedy, cancellationToken);
                    _mayBeOpen = true;
                }

                return;
            }

            TellItIsBack();
            if (_mayBeOpen)
            {
                await alarms.ClearAsync(AlarmKinds.Storage, AlarmList.AllEnvironments, Subject, cancellationToken);
                _mayBeOpen = false;
            }
        }
        catch (Exception e) when (Met(e))
        {
            // The alarm cannot be written either; the log has it, and the next look tries again.
        }
    }

    private bool Tell(StorageFault fault)
    {
        Interlocked.Exchange(ref _metAt, clock.GetTimestamp());
        lock (_lock)
        {
            if (_told is not null && clock.GetElapsedTime(_toldAt) < Between)
            {
                return false;
            }

            (_told, _toldAt) = (fault, clock.GetTimestamp());
        }

        LogFault(logger, fault.Detail, fault.Remedy);
        return true;
    }

    private void TellItIsBack()
    {
        lock (_lock)
        {
            if (_told is null)
            {
                return;
            }

            _told = null;
        }

        LogBack(logger);
    }

    [LoggerMessage(1701, LogLevel.Error, "The store cannot be used: {Detail} Nothing new is taken, what is due stays due, nothing is lost. {Remedy}")]
    private static partial void LogFault(ILogger logger, string detail, string remedy);

    [LoggerMessage(1702, LogLevel.Information, "The store can be used again; the node goes on.")]
    private static partial void LogBack(ILogger logger);
}
