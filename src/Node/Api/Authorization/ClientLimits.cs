using System.Net;
using SdkNode.Node.Alarms;
using SdkNode.Node.Limits;
using SdkNode.Node.Telemetry;

namespace SdkNode.Node.Api.Authorization;

/// <summary>What clients of the API may use: connections before they have shown who they are, requests and octets after.</summary>
internal sealed class ClientLimits
{
    private readonly LimitWatch _watch;
    private readonly ConnectionGate _connections;
    private readonly AddressBans _bans;
    private readonly PartyGate _clients;

    /// <summary>Takes them from the settings.</summary>
    public ClientLimits(ApiAuthorizationSetup setup, LimitWatch watch, TimeProvider clock)
    {
        var limits = setup.Limits;
        _watch = watch;
        _connections = new ConnectionGate(limits.MaxConnections, limits.MaxConnectionsPerAddress, ("Api:Limits:MaxConnections", "Api:Limits:MaxConnectionsPerAddress"));
        _bans = new AddressBans(setup.SharesAddress ? 0 : limits.BanRefusals, limits.BanTime, "Api:Limits:BanRefusals", clock);
        _clients = new PartyGate(
            new PartyLimits(limits.ClientConcurrentRequests, limits.ClientRequestsPerMinute, limits.ClientBytesPerMinute, 0, TimeSpan.Zero,
                new PartySettings("Api:Limits:ClientConcurrentRequests", "Api:Limits:ClientRequestsPerMinute", "Api:Limits:ClientBytesPerMinute", "")),
            clock);
    }

    /// <summary>A place for a connection; null when it is to be closed.</summary>
    public async Task<IDisposable?> ConnectAsync(IPAddress? address)
    {
        var place = _connections.TryEnter(address, out var denial);
        if (denial is not null)
        {
            await TellAsync(denial.Reason == "connections" ? "API" : $"{address}", AlarmList.AllEnvironments, denial);
        }

        return place;
    }

    /// <summary>Why a request of this address is not even looked at; null: it is.</summary>
    public async Task<Denial?> JudgeAsync(IPAddress? address)
    {
        var denial = _bans.Judge(address);
        if (denial is not null)
        {
            await TellAsync($"{address}", AlarmList.AllEnvironments, denial);
        }

        return denial;
    }

    /// <summary>A request had no right to be made.</summary>
    public void Refused(IPAddress? address) => _bans.Refused(address);

    /// <summary>A token was given out or counted.</summary>
    public void Accepted(IPAddress? address) => _bans.Accepted(address);

    /// <summary>Lets a client's request in until it is answered, and charges what it sends; or says why not.</summary>
    public async Task<Denial?> EnterAsync(HttpContext context, ApiCaller caller)
    {
        var entry = _clients.TryEnter($"{caller.Environment} {caller.Participant} {caller.ClientId}", out var denial);
        if (entry is null)
        {
            await TellAsync(caller.Actor, caller.Environment, denial!);
            return denial;
        }

        context.Features.Set(entry);
        context.Response.RegisterForDispose(entry);
        if (context.Request.ContentLength != 0 && !HttpMethods.IsGet(context.Request.Method))
        {
            context.Request.Body = entry.Count(context.Request.Body);
        }

        return null;
    }

    private Task TellAsync(string subject, string environment, Denial denial)
    {
        NodeMeter.ClientTurnedAway(denial.Reason);
        return _watch.MetAsync(environment, subject, denial);
    }
}
