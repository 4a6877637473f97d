using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Jobs;
using SdkNode.Node.Store;

namespace SdkNode.Node.Keys;

/// <summary>
/// Keeps the key ring as the store has it: read before anything is served, at once after a change here, and within seconds after one on
/// another node. Says which keys are missing.
/// </summary>
internal sealed partial class KeyKeeper(NodeSetup setup, KeyStore store, WorkStore work, AlarmList alarms, ILogger<KeyKeeper> logger) : IHostedService, IDisposable
{
    private const string Remedy = "Order, import or activate one: sdknode certs list; docs/operations/renew-certificates.md";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<KeySlot, string> _gaps = [];
    private string? _version;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReloadAsync(cancellationToken);
        foreach (var (kind, environment, subject) in (await alarms.OpenAsync(cancellationToken)).Where(alarm => alarm.Kind == AlarmKinds.KeyMissing).Select(alarm => (alarm.Kind, alarm.Environment, alarm.Subject)))
        {
            if (!_gaps.Keys.Any(slot => slot.Environment == environment && slot.ToString() == subject))
            {
                await alarms.ClearAsync(kind, environment, subject, cancellationToken);
            }
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Reads the store again.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var version = await store.VersionAsync(cancellationToken);
            var (keys, unreadable) = await store.LoadAsync(cancellationToken);
            setup.Keys.Replace(keys);
            _version = version;
            foreach (var key in unreadable)
            {
                LogUnreadable(logger, key);
            }

            LogRead(logger, setup.Keys.Slots.Values.SelectMany(keys => keys).Select(key => key.Fingerprint).Distinct().Count());
            await TellGapsAsync(cancellationToken);

            // What waits for a key may have it now.
            await work.HurryWaitingAsync(SettingsGap.KeyWanted, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Looks whether another node has changed something, and which keys have run out: every few seconds.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        if (await store.VersionAsync(cancellationToken) != _version)
        {
            await ReloadAsync(cancellationToken);
            return;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            await TellGapsAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    // Told when something changes, not each time: an alarm counts how often it was raised.
    private async Task TellGapsAsync(CancellationToken cancellationToken)
    {
        foreach (var slot in setup.Keys.Slots.Keys)
        {
            var gap = setup.Keys.Gap(slot);
            if (gap == _gaps.GetValueOrDefault(slot))
            {
                continue;
            }

            if (gap is null)
            {
                await alarms.ClearAsync(AlarmKinds.KeyMissing, slot.Environment, slot.ToString(), cancellationToken);
                _gaps.Remove(slot);
            }
            else
            {
                await alarms.RaiseAsync(AlarmKinds.KeyMissing, slot.Environment, slot.ToString(), $"{gap} {slot.Purpose.Need()}", Remedy, cancellationToken);
                _gaps[slot] = gap;
            }
        }
    }

    [LoggerMessage(1802, LogLevel.Error, "A key of ours in the store cannot be read and counts for nothing: {Key}")]
    private static partial void LogUnreadable(ILogger logger, string key);

    [LoggerMessage(1801, LogLevel.Information, "{Count} certificates of ours are in use or in reserve.")]
    private static partial void LogRead(ILogger logger, int count);
}
