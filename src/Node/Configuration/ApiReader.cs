using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Clients;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Configuration;

/// <summary>Reads and checks the settings of the API; all faults at once.</summary>
internal sealed class ApiReader(Settings settings, KeyLoader keys, List<ConfigurationFault> faults)
{
    /// <summary>The setup; with faults it is not to be used.</summary>
    public async Task<ApiSetup> ReadAsync(ApiOptions options, CancellationToken cancellationToken)
    {
        faults.AddRange(ApiChecks.Check("Api", options));
        faults.AddRange(ApiTokenChecks.Check("Api:Tokens", options.Tokens));
        faults.AddRange(ApiTokenChecks.Check("Api:Issuers", options.Issuers, settings.Options.Participants));

        // Clients are the organisation's own systems: whose certificate they trust is its own affair, so no anchors here.
        var anybody = new TrustPolicy { Purpose = "API TLS", Anchors = [], Issuers = [], Revocation = RevocationPolicy.Off, Use = CertificateUse.TlsServer };
        var tls = options.Tls is { } key ? await keys.LoadAsync("Api:Tls", key, anybody, cancellationToken) : null;
        var here = new Uri($"{(options.Tls is null ? "http" : "https")}://localhost:{Math.Clamp(options.Listen.Port, 0, 65535)}");
        return new ApiSetup(options, tls, new ApiAuthorizationSetup
        {
            PublicAddress = Uri.TryCreate(options.Tokens.PublicAddress, UriKind.Absolute, out var address) ? address : here,
            TokenLifetime = options.Tokens.Lifetime,
            Issuers = options.Issuers,
            Limits = options.Limits,
            SharesAddress = options.BehindProxy,
            Participants = [.. settings.Options.Participants.Select(participant => new ServedParticipant(participant.Environment, participant.Id))],
        });
    }
}
