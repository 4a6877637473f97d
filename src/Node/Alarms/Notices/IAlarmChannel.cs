using SdkNode.Adapters;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Alarms.Notices;

/// <summary>A way by which somebody is told of alarms without asking.</summary>
internal interface IAlarmChannel
{
    /// <summary>Its name, in rows and for people.</summary>
    string Name { get; }

    /// <summary>The least time between two notices.</summary>
    TimeSpan Every { get; }

    /// <summary>Tells it.</summary>
    Task<DeliveryOutcome> SendAsync(AlarmDigest digest, CancellationToken cancellationToken);
}

/// <summary>What is to be told.</summary>
/// <param name="Id">Of this try: the next one may tell more.</param>
/// <param name="Raised">The alarms that are new; one may be over already.</param>
/// <param name="Closed">Those that were told before and are over.</param>
/// <param name="StillOpen">How many others are open.</param>
internal sealed record AlarmDigest(Guid Id, IReadOnlyList<AlarmRow> Raised, IReadOnlyList<AlarmRow> Closed, int StillOpen)
{
    /// <summary>One that tells nothing but that it arrives.</summary>
    public static AlarmDigest Trial() => new(Guid.NewGuid(), [], [], 0);
}
