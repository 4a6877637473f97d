using SdkNode.Node.Outbound;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Demo;

/// <summary>Shows the steps that both nodes take for one message, in the order in which they are taken.</summary>
internal sealed class DemoTimeline(DemoRun run, AcceptedSubmission sent, DemoScreen screen)
{
    private readonly HashSet<(string Node, long Event)> _shown = [];

    /// <summary>Whether the message has ended at the sender and, where it arrived, at the receiver.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Shows what is new.</summary>
    public async Task ShowNewAsync(CancellationToken cancellationToken)
    {
        var steps = new List<(string Who, MessageEventRow Row)>();
        var outgoing = await run.A.Store.FindAsync(sent.Id, cancellationToken);
        await CollectAsync(run.A, outgoing, steps, cancellationToken);
        MessageRow? incoming = null;
        if (run.B.IsRunning)
        {
            incoming = await run.B.Store.FindAsync(DemoServices.Environment, run.B.Party.Participant, Direction.Incoming, sent.XheId, cancellationToken);
            await CollectAsync(run.B, incoming, steps, cancellationToken);
        }

        foreach (var (who, row) in steps.OrderBy(step => step.Row.At).ThenBy(step => step.Row.Id))
        {
            screen.Line(who, $"{row.Code,-22} {(row.Title is null ? "" : $"{row.Title}: ")}{row.Detail}");
        }

        IsComplete = outgoing is { } && outgoing.Status.IsFinal() && (incoming is null || incoming.Status.IsFinal());
    }

    private async Task CollectAsync(DemoNode node, MessageRow? message, List<(string Who, MessageEventRow Row)> steps, CancellationToken cancellationToken)
    {
        if (message is null)
        {
            return;
        }

        foreach (var row in await node.Store.EventsAsync(message.Id, cancellationToken))
        {
            if (_shown.Add((node.Party.Letter, row.Id)))
            {
                steps.Add((node.Party.Participant[5..].Split('.')[0], row));
            }
        }
    }
}
