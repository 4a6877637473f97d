using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;
using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.Tracing;
using SdkNode.Security;

namespace SdkNode.Routing.Bdxl;

/// <summary>DIR-1: asks the DNS for a participant's U-NAPTR record and gives the SMP that it names. Keeps nothing.</summary>
public sealed class BdxlResolver
{
    // As long as a kept place is kept at most.
    private static readonly TimeSpan s_override = TimeSpan.FromMinutes(5);

    private readonly string _zone;
    private readonly IReadOnlyDictionary<ParticipantIdentifier, Uri> _overrides;
    private readonly LookupClient _dns;

    /// <summary>A resolver for the zone and the name servers of <paramref name="environment"/>.</summary>
    public BdxlResolver(RoutingEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _zone = environment.SmlZone;
        _overrides = environment.SmpOverrides;
        var options = environment.NameServers.Count > 0
            ? new LookupClientOptions([.. environment.NameServers])
            : new LookupClientOptions();
        options.Timeout = environment.DnsTimeout;
        options.Retries = 1;
        options.UseCache = false; // Caching goes by our clock and forgets on demand (DIR-6).
        options.ThrowDnsErrors = false;
        options.ContinueOnDnsError = true;
        _dns = new LookupClient(options);
    }

    /// <summary>The participant's SMP, or a definite fault (not registered, unusable record) or an outage.</summary>
    public async Task<Result<SmpLocation, RoutingFault>> ResolveAsync(ParticipantIdentifier participant, LookupTrace? trace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(participant);
        if (_overrides.TryGetValue(participant, out var smp))
        {
            trace?.Warn("SMP address", "the settings (SmpOverrides)", $"{smp.AbsoluteUri}, past DNS", "This is for tests: take the override out when it is done.");
            return new SmpLocation(smp, s_override);
        }

        var name = BdxlName.Of(participant, _zone);
        trace?.Ok("DNS name of the participant", participant.Normalized, name);

        var asked = $"NAPTR {name} of {string.Join(", ", _dns.NameServers)}";
        if (!(await QueryAsync(name, cancellationToken)).TryGet(out var records, out var fault))
        {
            trace?.Refuse("DNS answer", asked, fault);
            return fault;
        }

        if (NaptrSelection.Choose(records) is not { } record)
        {
            fault = RoutingFault.Definite(
                RoutingFaultKind.WrongService,
                $"None of the NAPTR records of {name} has flag U and service Meta:SMP: {string.Join("; ", records.Select(NaptrSelection.Describe))}.");
            trace?.Refuse("DNS answer", asked, fault);
            return fault;
        }

        trace?.Ok("DNS answer", asked, NaptrSelection.Describe(record));
        var location = Apply(record, name);
        if (!location.IsOk)
        {
            trace?.Refuse("SMP address", record.RegularExpression, location.Fault);
            return location.Fault;
        }

        trace?.Ok("SMP address", record.RegularExpression, location.Value.AbsoluteUri);
        return new SmpLocation(location.Value, TimeSpan.FromSeconds(record.TimeToLive));
    }

    private static Result<Uri, RoutingFault> Apply(NAPtrRecord record, string name)
    {
        if (!NaptrRegexp.Parse(record.RegularExpression ?? "").TryGet(out var regexp, out var fault)
            || !regexp.Apply(name).TryGet(out var url, out fault))
        {
            return fault;
        }

        return SmpBaseUrl.Parse(url);
    }

    private async Task<Result<NAPtrRecord[], RoutingFault>> QueryAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _dns.QueryAsync(name, QueryType.NAPTR, QueryClass.IN, cancellationToken);
            return response.Header.ResponseCode switch
            {
                DnsHeaderResponseCode.NoError => Records(response, name),
                DnsHeaderResponseCode.NotExistentDomain => NotRegistered($"The DNS has no name {name} (NXDOMAIN)"),
                var code => Unavailable($"The name servers answered {code} for {name}"),
            };
        }
        catch (Exception failed) when (failed is DnsResponseException or SocketException or TimeoutException or IOException
            || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Unavailable($"No name server answered for {name}: {failed.Message}");
        }
    }

    private static Result<NAPtrRecord[], RoutingFault> Records(IDnsQueryResponse response, string name)
    {
        var records = response.Answers.OfType<NAPtrRecord>().ToArray();
        return records.Length > 0 ? records : NotRegistered($"The DNS has no NAPTR record at {name}");
    }

    private static RoutingFault NotRegistered(string what) =>
        RoutingFault.Definite(RoutingFaultKind.NotRegistered, what + ": the participant is not registered.");

    private static RoutingFault Unavailable(string what) => RoutingFault.Outage(RoutingFaultKind.DnsUnavailable, what + ".");
}
