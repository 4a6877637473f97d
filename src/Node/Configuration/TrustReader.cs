using SdkNode.Node.Trust;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Configuration;

/// <summary>Reads whom the settings trust in one environment. None for a purpose is no fault: authorities can be imported while the node runs.</summary>
/// <param name="keys">Loads certificates.</param>
/// <param name="faults">Takes what is wrong.</param>
/// <param name="key">Where the environment's trust stands in the settings.</param>
/// <param name="trust">Takes the authorities.</param>
internal sealed class TrustReader(KeyLoader keys, List<ConfigurationFault> faults, string key, EnvironmentTrust trust)
{
    /// <summary>The policy for one purpose, which follows every change of the environment's trust.</summary>
    public TrustPolicy Read(string name, TrustPurpose purpose, TrustOptions options)
    {
        var revocation = purpose is TrustPurpose.AccessPoint or TrustPurpose.O2O ? RevocationPolicy.Hard : RevocationPolicy.Soft;
        if (options.Revocation is { } chosen && !Enum.TryParse(chosen, ignoreCase: true, out revocation))
        {
            faults.Add(new($"{key}:{name}:Revocation", chosen, "It is not known.", "Use Hard, Soft or Off."));
        }

        trust.Begin(purpose, keys.Certificates($"{key}:{name}:Anchors", options.Anchors), keys.Certificates($"{key}:{name}:Issuers", options.Issuers));
        return new TrustPolicy
        {
            Purpose = purpose switch { TrustPurpose.AccessPoint => "access point", TrustPurpose.Smp => "SMP", TrustPurpose.Tls => "TLS", _ => "O2O" },
            Live = trust.Live(purpose),
            Revocation = revocation,
            Use = purpose == TrustPurpose.Smp ? CertificateUse.Signing : CertificateUse.Any,
        };
    }
}
