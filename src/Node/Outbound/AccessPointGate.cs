using System.Collections.Concurrent;
using SdkNode.As4.Sending;
using SdkNode.Node.Alarms;
using SdkNode.Node.Hosting;
using SdkNode.Node.Store;
using SdkNode.Routing;

namespace SdkNode.Node.Outbound;

/// <summary>The breakers of all receiving access points, with what people see of them and what waits behind them.</summary>
internal sealed class AccessPointGate(WorkStore work, AlarmList alarms, TimeProvider clock)
{
    /// <summary>What waited for an access point is sent within this time once it answers again, not all in one instant.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(string Environment, string PartyId, string Endpoint), AccessPointBreaker> _breakers = new();

    /// <summary>Asks whether a try may be made. To be disposed of, so that a probe that was not reported is given back.</summary>
    public AccessPointPermit Ask(EnvironmentRuntime environment, ReceiverRoute route, bool isLast)
    {
        var transport = environment.Setup.Options.Transport;
        var breaker = _breakers.GetOrAdd(
            (environment.Setup.Name, route.PartyId, route.Endpoint.AbsoluteUri),
            _ => new AccessPointBreaker(new BreakerLimits(transport.BreakerFailures, transport.BreakerShortest, transport.BreakerLongest), clock));
        return new AccessPointPermit(breaker, breaker.Ask(isLast), route);
    }

    /// <summary>Does what follows from a change: the alarm, and the work that waits.</summary>
    public async Task FollowAsync(BreakerChange change, EnvironmentRuntime environment, ReceiverRoute route, As4SendOutcome outcome, CancellationToken cancellationToken)
    {
        var name = environment.Setup.Name;
        switch (change)
        {
            case BreakerChange.Opened:
                await alarms.RaiseAsync(
                    AlarmKinds.AccessPointUnreachable, name, route.PartyId, $"The access point {route.PartyId} at {route.Endpoint} does not answer: {outcome.Detail}",
                    "Its messages are tried again by themselves, and soon when it answers. If it lasts, tell its operator; sdknode lookup PARTICIPANT shows where a receiver is registered.", cancellationToken);
                break;
            case BreakerChange.FirstAnswer:
                await alarms.ClearAsync(AlarmKinds.AccessPointUnreachable, name, route.PartyId, cancellationToken);
                break;
            case BreakerChange.Closed:
                await alarms.ClearAsync(AlarmKinds.AccessPointUnreachable, name, route.PartyId, cancellationToken);
                await work.HurrySendingAsync(name, route.PartyId, Spread, cancellationToken);
                break;
        }
    }
}
