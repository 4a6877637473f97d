using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Delivery;

/// <summary>Which deliveries an accepted message gets: what is switched on for its functional address.</summary>
internal sealed class DeliveryPlan(NodeSetup setup, TimeProvider clock)
{
    /// <summary>The work to be added in the transaction that accepts the message, so that no crash can come between.</summary>
    public IEnumerable<WorkRow> WorkFor(MessageRow message)
    {
        var mailbox = MailboxOf(message);
        if (mailbox?.Folder is not null)
        {
            yield return Work(message, WorkKind.DropFiles);
        }

        if (mailbox?.Webhook is not null)
        {
            yield return Work(message, WorkKind.NotifyWebhook);
        }

        if (mailbox?.MailTo.Count > 0)
        {
            yield return Work(message, WorkKind.NotifyMail);
        }
    }

    /// <summary>The settings of the functional address that a message came to, or null where there are none.</summary>
    public MailboxSetup? MailboxOf(MessageRow message)
    {
        var participant = ParticipantIdentifier.Parse(message.Participant).Value is { } id
            ? setup.Environments.FirstOrDefault(environment => environment.Name == message.Environment)?.FindParticipant(id)
            : null;
        return message.FunctionalAddress is { } address ? participant?.FindMailbox(address) : null;
    }

    private WorkRow Work(MessageRow message, WorkKind kind) => WorkRow.For(message, kind, clock.GetUtcNow());
}
