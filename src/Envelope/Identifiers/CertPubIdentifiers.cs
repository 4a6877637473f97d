namespace SdkNode.Envelope.Identifiers;

/// <summary>How O2O certificates are marked in the SMP (ID-12).</summary>
public static class CertPubIdentifiers
{
    /// <summary>The id of the metadata extension that carries a certificate.</summary>
    public const string Extension = "urn:fdc:digg.se:edelivery:xml-extension:smp-certpub:1.0";

    /// <summary>The type code of a signing certificate.</summary>
    public const string SigningCertificate = "urn:fdc:digg.se:edelivery:certpub:signing-cert";

    /// <summary>The type code of an encryption certificate.</summary>
    public const string EncryptionCertificate = "urn:fdc:digg.se:edelivery:certpub:encryption-cert";
}
