using SdkNode.Security.Certificates;

namespace SdkNode.Node.Keys;

/// <summary>What a key of ours is for (PKI).</summary>
internal enum KeyPurpose
{
    /// <summary>Signs AS4 messages and AS4 receipts; its certificate's CN is our party id (AS4-2).</summary>
    ApSigning,

    /// <summary>Opens AS4 attachments.</summary>
    ApDecryption,

    /// <summary>Shown to partners that connect to us (AS4-SEC-5).</summary>
    TlsServer,

    /// <summary>Shown to partners that we connect to (AS4-SEC-5).</summary>
    TlsClient,

    /// <summary>Signs a participant's envelopes (O2O-1).</summary>
    O2OSigning,

    /// <summary>Opens a participant's envelopes (O2O-2).</summary>
    O2ODecryption,
}

/// <summary>The purposes by the names that people write.</summary>
internal static class KeyPurposes
{
    private static readonly Dictionary<string, KeyPurpose[]> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ap"] = [KeyPurpose.ApSigning, KeyPurpose.ApDecryption],
        ["tls"] = [KeyPurpose.TlsServer, KeyPurpose.TlsClient],
        ["o2o"] = [KeyPurpose.O2OSigning, KeyPurpose.O2ODecryption],
        ["ap-signing"] = [KeyPurpose.ApSigning],
        ["ap-decryption"] = [KeyPurpose.ApDecryption],
        ["tls-server"] = [KeyPurpose.TlsServer],
        ["tls-client"] = [KeyPurpose.TlsClient],
        ["o2o-signing"] = [KeyPurpose.O2OSigning],
        ["o2o-decryption"] = [KeyPurpose.O2ODecryption],
    };

    /// <summary>All names, for help and faults.</summary>
    public static string Names { get; } = string.Join(", ", s_names.Keys);

    /// <summary>The purposes of a name, for example <c>ap</c> or <c>tls-server</c>; null where it is none.</summary>
    public static IReadOnlyList<KeyPurpose>? Find(string name) => s_names.GetValueOrDefault(name);

    /// <summary>The shortest way to write purposes, for example <c>ap</c> for both of the access point's.</summary>
    public static string NameOf(IReadOnlyCollection<KeyPurpose> purposes)
    {
        var pair = s_names.FirstOrDefault(name => name.Value.Length == purposes.Count && name.Value.All(purposes.Contains)).Key;
        return pair ?? string.Join(' ', purposes.Order().Select(purpose => NameOf([purpose])));
    }

    /// <summary>The purposes that were written with spaces between them.</summary>
    public static IReadOnlyList<KeyPurpose> Parse(string names) => [.. names.Split(' ').SelectMany(name => s_names[name]).Distinct()];

    /// <summary>Whether two ways of writing purposes have one in common.</summary>
    public static bool Overlap(string names, string others) => Parse(names).Intersect(Parse(others)).Any();

    /// <summary>Whether it is a participant's own (O2O) and not the access point's.</summary>
    public static bool IsOfParticipant(this KeyPurpose purpose) => purpose is KeyPurpose.O2OSigning or KeyPurpose.O2ODecryption;

    /// <summary>Whether it opens what others encrypted: then every key counts that is not retired, not the newest alone.</summary>
    public static bool Opens(this KeyPurpose purpose) => purpose is KeyPurpose.ApDecryption or KeyPurpose.O2ODecryption;

    /// <summary>The use that its certificate must allow.</summary>
    public static CertificateUse Use(this KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.ApSigning or KeyPurpose.O2OSigning => CertificateUse.Signing,
        KeyPurpose.TlsServer => CertificateUse.TlsServer,
        KeyPurpose.TlsClient => CertificateUse.TlsClient,
        _ => CertificateUse.Encryption,
    };

    /// <summary>What cannot be done without it, for people.</summary>
    public static string Need(this KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.ApSigning => "Without it the access point neither sends nor receives.",
        KeyPurpose.ApDecryption => "Without it the access point receives nothing.",
        KeyPurpose.TlsServer => "Without it no partner can connect.",
        KeyPurpose.TlsClient => "Without it nothing is sent.",
        KeyPurpose.O2OSigning => "Without it the participant sends nothing.",
        _ => "Without it the participant's messages stay unopened.",
    };
}
