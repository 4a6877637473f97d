namespace SdkNode.Adapters;

/// <summary>A way by which an arrived message, or the word of it, reaches a local system.</summary>
public interface IArrivalAdapter
{
    /// <summary>
    /// Delivers a message. Called again for the same message after a failure or a crash, so it does nothing twice that the other
    /// side could not tell by the message's id.
    /// </summary>
    Task<DeliveryOutcome> DeliverAsync(ArrivedMessage message, CancellationToken cancellationToken);
}
