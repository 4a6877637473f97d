using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Alarms;
using SdkNode.Node.Store;

namespace SdkNode.Node.Limits;

/// <summary>Tells administrators who was turned away by a limit: an alarm for each, once a minute at most, closed ten minutes after the last time.</summary>
internal sealed partial class LimitWatch(AlarmList alarms, TimeProvider clock, ILogger<LimitWatch> logger)
{
    // Addresses are anybody's: more than so many at a time are one alarm's worth of news.
    private const int MostTold = 50;
    private static readonly TimeSpan s_between = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_over = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Environment, string Subject), (DateTimeOffset Met, DateTimeOffset Told)> _met = [];

    /// <summary>Closes the alarms of before the start, before anybody can be turned away: what is raised from the first connection on stays open.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken) => alarms.ClearAllAsync(AlarmKinds.LimitReached, cancellationToken);

    /// <summary>Somebody was turned away. An alarm that cannot be stored changes no answer.</summary>
    /// <param name="environment">The environment, or all.</param>
    /// <param name="subject">Who: an access point, a client, an address.</param>
    /// <param name="denial">Why.</param>
    public async Task MetAsync(string environment, string subject, Denial denial)
    {
        var (key, now) = ((environment, subject), clock.GetUtcNow());
        var told = _met.TryGetValue(key, out var last) ? last.Told : DateTimeOffset.MinValue;
        if (told == DateTimeOffset.MinValue && _met.Count >= MostTold)
        {
            return;
        }

        var tell = now - told >= s_between || now < told;
        _met[key] = (now, tell ? now : told);
        if (!tell)
        {
            return;
        }

        LogMet(logger, environment, subject, denial.Reason, denial.Detail);
        try
        {
            await alarms.RaiseAsync(AlarmKinds.LimitReached, environment, subject, denial.Detail,
                $"Find out what it does: sdknode messages --all, or its operator. Where it is right, raise {denial.Setting} (docs/operations/limits.md).", CancellationToken.None);
        }
        catch (Exception e) when (StorageFault.Of(e) is not null)
        {
            // The log has it.
        }
    }

    /// <summary>Closes the alarms of those who are no longer turned away.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, met) in _met)
        {
            if (now - met.Met > s_over && _met.TryRemove(new KeyValuePair<(string, string), (DateTimeOffset, DateTimeOffset)>(key, met)))
            {
                await alarms.ClearAsync(AlarmKinds.LimitReached, key.Environment, key.Subject, cancellationToken);
            }
        }
    }

    [LoggerMessage(1721, LogLevel.Warning, "Environment {Environment}: {Subject} was turned away by the limit {Limit}: {Detail}")]
    private static partial void LogMet(ILogger logger, string environment, string subject, string limit, string detail);
}
