using System.Collections.Concurrent;

namespace SdkNode.Node.Audit;

/// <summary>
/// Who was refused at the API, and who opened a protected message, in the security log (AP-5). Refusals are written once a minute for a
/// caller and a reason: whoever knocks without pause fills no disk. Strangers have a count of their own, so that they keep no client's refusal out.
/// </summary>
internal sealed class AccessLog(SecurityLog log, TimeProvider clock)
{
    private const int MostRemembered = 1000;

    private static readonly TimeSpan s_between = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ofStrangers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _ofClients = new(StringComparer.Ordinal);

    /// <summary>A request was refused.</summary>
    /// <param name="environment">The caller's environment, where it is known; else all.</param>
    /// <param name="participant">The caller's participant; empty where it is not known.</param>
    /// <param name="actor">The client, or the address that the request came from.</param>
    /// <param name="wanted">What was asked for: a scope.</param>
    /// <param name="reason">Why it was refused.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public Task DeniedAsync(string environment, string participant, string actor, string wanted, string reason, CancellationToken cancellationToken)
    {
        var told = participant.Length == 0 ? _ofStrangers : _ofClients;
        return MayTell(told, $"{actor}\n{wanted}") ? log.WriteAsync(environment, participant, SecurityLog.AccessDenied, actor, wanted, reason, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>A message that is marked as confidential is about to be shown. To be written before it is: what cannot be logged is not shown.</summary>
    public Task OpenedAsync(string environment, string participant, string actor, string messageId, CancellationToken cancellationToken) =>
        log.WriteAsync(environment, participant, SecurityLog.MessageOpened, actor, messageId, null, cancellationToken);

    private bool MayTell(ConcurrentDictionary<string, DateTimeOffset> told, string key)
    {
        var now = clock.GetUtcNow();
        if (told.TryGetValue(key, out var last) && now - last < s_between)
        {
            return false;
        }

        if (told.Count >= MostRemembered)
        {
            foreach (var (old, at) in told)
            {
                if (now - at >= s_between)
                {
                    told.TryRemove(old, out _);
                }
            }

            if (told.Count >= MostRemembered)
            {
                return false;
            }
        }

        told[key] = now;
        return true;
    }
}
