using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>
/// Whose turn it is. Work of a kind stands in queues, one for each participant of ours and other party; claims go round between
/// participants first, then between the queues of each, so that no backlog keeps others waiting.
/// </summary>
internal static class WorkQueues
{
    /// <summary>The queue of work on a message: <c>environment/participant other</c>.</summary>
    public static string Of(MessageRow message, WorkKind kind)
    {
        var other = kind switch
        {
            WorkKind.Send => message.To,
            WorkKind.Open => message.From,
            WorkKind.DropFiles or WorkKind.NotifyWebhook or WorkKind.NotifyMail => message.FunctionalAddress,

            // Only a clock is waited for.
            _ => null,
        };
        return $"{message.Environment}/{message.Participant} {other}";
    }

    /// <summary>How many rows to claim from each queue so that <paramref name="places"/> are filled and everybody gets a fair share.</summary>
    /// <param name="queues">The queues that have due work, each with how long its first row has been due (ticks) and how many of its rows the node is doing.</param>
    /// <param name="places">Free places.</param>
    /// <param name="perQueue">The most rows of one queue that may be done at the same time.</param>
    public static IReadOnlyDictionary<string, int> Share(IReadOnlyList<WaitingQueue> queues, int places, int perQueue)
    {
        var running = queues.GroupBy(queue => Party(queue.Name)).ToDictionary(group => group.Key, group => group.Sum(queue => queue.Running));
        var shares = new Dictionary<string, int>();

        // One place after the other to whoever has least: among participants, then among their queues, then by who waits longest.
        var turns = new PriorityQueue<WaitingQueue, (int Party, int Queue, long Due)>(
            queues.Where(queue => queue.FirstDue is not null).Select(queue => (queue, (running[Party(queue.Name)], queue.Running, queue.FirstDue!.Value))));
        while (shares.Values.Sum() < places && turns.TryDequeue(out var queue, out var seen))
        {
            var party = Party(queue.Name);
            var here = queue.Running + shares.GetValueOrDefault(queue.Name);
            if (here >= perQueue)
            {
                continue;
            }

            if (seen.Party < running[party])
            {
                // Another queue of the participant has had a turn meanwhile.
                turns.Enqueue(queue, (running[party], here, seen.Due));
                continue;
            }

            shares[queue.Name] = shares.GetValueOrDefault(queue.Name) + 1;
            running[party]++;
            turns.Enqueue(queue, (running[party], here + 1, seen.Due));
        }

        return shares;
    }

    private static string Party(string queue) => queue[..queue.IndexOf(' ', StringComparison.Ordinal)];
}

/// <summary>A queue as it stands.</summary>
/// <param name="Name">The queue.</param>
/// <param name="FirstDue">Since when its first free row is due, ticks; null where none is due yet.</param>
/// <param name="Running">How many of its rows the node is doing.</param>
internal sealed record WaitingQueue(string Name, long? FirstDue, int Running);
