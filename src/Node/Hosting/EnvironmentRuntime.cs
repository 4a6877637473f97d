using SdkNode.As4.Receiving;
using SdkNode.As4.Sending;
using SdkNode.Node.Configuration;
using SdkNode.Node.Health;
using SdkNode.Node.Limits;
using SdkNode.Node.Partners;
using SdkNode.Routing;
using SdkNode.Routing.Smp;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Hosting;

/// <summary>One environment at work: its directory, its sender and its receiver, over its own keys and trust and nobody else's.</summary>
internal sealed class EnvironmentRuntime : IDisposable
{
    private readonly HttpClient _smp;
    private readonly HttpMessageInvoker _partners;
    private readonly TimeProvider _clock;
    private volatile As4Receiver? _receiver;

    /// <summary>Puts the environment together.</summary>
    public EnvironmentRuntime(EnvironmentSetup setup, CertificateVerifier certificates, TimeProvider clock)
    {
        Setup = setup;
        Certificates = certificates;
        Clocks = new ClockSamples(clock);
        _smp = new HttpClient(new DateSampler(SmpClient.CreateHandler(), Clocks)) { Timeout = Timeout.InfiniteTimeSpan };
        _clock = clock;
        _partners = new HttpMessageInvoker(new DateSampler(new ClientKeyHandler(setup, certificates), Clocks));
        Directory = new ReceiverDirectory(setup.Routing, _smp, certificates, clock);
        Sender = new As4Sender(_partners, clock);
        Met = new PartnersMet(setup.Name, clock);
        var limits = setup.Options.Limits;
        Connections = new ConnectionGate(limits.MaxConnections, limits.MaxConnectionsPerAddress, ("Limits:MaxConnections", "Limits:MaxConnectionsPerAddress"));
        Bans = new AddressBans(limits.BanRefusals, limits.BanTime, "Limits:BanRefusals", clock);
        Partners = new PartyGate(
            new PartyLimits(limits.PartnerConcurrentRequests, limits.PartnerRequestsPerMinute, limits.PartnerBytesPerMinute, limits.BanRefusals, limits.BanTime,
                new PartySettings("Limits:PartnerConcurrentRequests", "Limits:PartnerRequestsPerMinute", "Limits:PartnerBytesPerMinute", "Limits:BanRefusals")),
            clock);
    }

    /// <summary>What it was made from.</summary>
    public EnvironmentSetup Setup { get; }

    /// <summary>Judges certificates.</summary>
    public CertificateVerifier Certificates { get; }

    /// <summary>Where receivers are found.</summary>
    public ReceiverDirectory Directory { get; }

    /// <summary>Sends AS4 messages.</summary>
    public As4Sender Sender { get; }

    /// <summary>What others' answers say of the time.</summary>
    public ClockSamples Clocks { get; }

    /// <summary>What was met of partners.</summary>
    public PartnersMet Met { get; }

    /// <summary>How many connections partners may have.</summary>
    public ConnectionGate Connections { get; }

    /// <summary>Which addresses are shut out.</summary>
    public AddressBans Bans { get; }

    /// <summary>What each partner's access point may use.</summary>
    public PartyGate Partners { get; }

    /// <summary>Receives AS4 messages with the keys that count now; null where one is missing (<see cref="Keys.EnvironmentKeys.ReceivingGap"/>).</summary>
    public As4Receiver? Receiver
    {
        get
        {
            if (Setup.Keys is not { ReceivingGap: null, Signing: { } signing, Decryption: { Count: > 0 } decryption })
            {
                return null;
            }

            // A request that is being read goes on with the keys that it began with.
            var receiver = _receiver;
            if (receiver is null || receiver.Options.Signing != signing || receiver.Options.Decryption != decryption)
            {
                _receiver = receiver = new As4Receiver(ReceiverOptions(Setup, signing, decryption), Certificates, _clock);
            }

            return receiver;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _partners.Dispose();
        _smp.Dispose();
    }

    private static As4ReceiverOptions ReceiverOptions(EnvironmentSetup setup, KeyPair signing, IReadOnlyList<KeyPair> decryption)
    {
        var limits = setup.Options.Limits;
        return new As4ReceiverOptions
        {
            OwnPartyId = signing.CommonName,
            Signing = signing,
            Decryption = decryption,
            ApTrust = setup.ApTrust,
            ClockSkew = setup.Options.Transport.ClockSkew,
            Limits = new As4Limits
            {
                MaxPayloadBytes = limits.MaxEnvelopeBytes,

                // What is not compressed grows by a tag and the MIME frame only.
                MaxRequestBytes = limits.MaxEnvelopeBytes + (4 * 1024 * 1024),
                MinimumBytesPerSecond = limits.MinBytesPerSecond,
            },
        };
    }
}
