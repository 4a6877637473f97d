using SdkNode.Node.Trust;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Keys;

/// <summary>The access point's keys in one environment, as they count at this moment, and what cannot be done for want of a key or of trust.</summary>
internal sealed class EnvironmentKeys(KeyRing ring, string environment, EnvironmentTrust trust)
{
    private readonly KeySlot _signing = new(environment, KeyPurpose.ApSigning);
    private readonly KeySlot _decryption = new(environment, KeyPurpose.ApDecryption);
    private readonly KeySlot _server = new(environment, KeyPurpose.TlsServer);
    private readonly KeySlot _client = new(environment, KeyPurpose.TlsClient);

    /// <summary>Signs AS4 messages and receipts; its CN is our party id. Null where none may be used.</summary>
    public KeyPair? Signing => ring.Current(_signing);

    /// <summary>Open AS4 attachments. The same list until something changes.</summary>
    public IReadOnlyList<KeyPair> Decryption => ring.Opening(_decryption);

    /// <summary>Shown to partners that connect to us; null where none may be used.</summary>
    public KeyPair? TlsServer => ring.Current(_server);

    /// <summary>Shown to partners that we connect to; null where none may be used.</summary>
    public KeyPair? TlsClient => ring.Current(_client);

    /// <summary>Why nothing can be sent; null where it can.</summary>
    public string? SendingGap => ring.Gap(_signing) ?? ring.Gap(_client) ?? trust.Gap(TrustPurpose.AccessPoint, TrustPurpose.Smp, TrustPurpose.Tls, TrustPurpose.O2O);

    /// <summary>Why nothing can be received; null where it can.</summary>
    public string? ReceivingGap => ring.Gap(_signing) ?? ring.Gap(_decryption) ?? trust.Gap(TrustPurpose.AccessPoint);

    /// <summary>Why no partner can connect; null where they can.</summary>
    public string? ListeningGap => ring.Gap(_server) ?? trust.Gap(TrustPurpose.Tls);
}

/// <summary>A participant's keys in one environment, as they count at this moment.</summary>
internal sealed class ParticipantKeys(KeyRing ring, string environment, string participant, EnvironmentTrust trust)
{
    private readonly KeySlot _signing = new(environment, KeyPurpose.O2OSigning, participant);
    private readonly KeySlot _decryption = new(environment, KeyPurpose.O2ODecryption, participant);

    /// <summary>Signs its envelopes; null where none may be used.</summary>
    public KeyPair? Signing => ring.Current(_signing);

    /// <summary>Open its envelopes, old ones included.</summary>
    public IReadOnlyList<KeyPair> Decryption => ring.Opening(_decryption);

    /// <summary>Why it can send nothing; null where it can.</summary>
    public string? SendingGap => ring.Gap(_signing);

    /// <summary>Why nothing of it can be opened; null where it can.</summary>
    public string? OpeningGap => ring.Gap(_decryption) ?? trust.Gap(TrustPurpose.Smp, TrustPurpose.O2O);
}
