namespace SdkNode.Adapters;

/// <summary>What became of a delivery. Nothing is ever given up: what was not delivered is tried again.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    /// <summary>The other side has it.</summary>
    /// <param name="Detail">Where it went, for the message's timeline; never content.</param>
    public sealed record Delivered(string Detail) : DeliveryOutcome;

    /// <summary>It is to be tried again.</summary>
    /// <param name="Detail">What happened; never content.</param>
    /// <param name="Remedy">What an administrator can do.</param>
    public sealed record TryAgain(string Detail, string Remedy) : DeliveryOutcome
    {
        /// <summary>Whether only this receiver is refused, and others may be reached.</summary>
        public bool IsOfReceiver { get; init; }
    }
}
