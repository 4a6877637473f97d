using System.Collections.Concurrent;

namespace SdkNode.Node.Audit;

/// <summary>
/// Who was refused at the API, and who opened a protected message, in the security log (AP-5). Refusals are written once a minute for a
/// caller and a reason: whoever knocks without pause fills no disk.
/// </summary>
internal sealed class AccessLog(SecurityLog log, TimeProvider clock)
{
    private const int MostRemembered = 1000;

    private static readonly TimeSpan s_between = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _told = new(StringComparer.Ordinal);

    /// <summary>A request was refused.</summary>
    /// <param name="environment">The caller's environment, where it is known; else all.</param>
    /// <param name="participant">The caller's participant; empty where it is not known.</param>
    /// <param name="actor">The client, or the address that the request came from.</param>
    /// <param name="wanted">What was asked for: a scope.</param>
    /// <param name="reason">Why it was refused.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public Task DeniedAsync(string environment, string participant, string actor, string wanted, string reason, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var key = $"{actor}\n{wanted}";
        if (_told.TryGetValue(key, out var last) && now - last < s_between)
        {
            return Task.CompletedTask;
        }

        if (_told.Count >= MostRemembered)
        {
            foreach (var (old, at) in _told)
            {
                if (now - at >= s_between)
                {
                    _told.TryRemove(old, out _);
                }
            }

            if (_told.Count >= MostRemembered)
            {
                return Task.CompletedTask;
            }
        }

        _told[key] = now;
        return log.WriteAsync(environment, participant, SecurityLog.AccessDenied, actor, wanted, reason, cancellationToken);
    }

    /// <summary>A message that is marked as confidential is about to be shown. To be written before it is: what cannot be logged is not shown.</summary>
    public Task OpenedAsync(string environment, string participant, string actor, string messageId, CancellationToken cancellationToken) =>
        log.WriteAsync(environment, participant, SecurityLog.MessageOpened, actor, messageId, null, cancellationToken);
}
