namespace SdkNode.Envelope.Identifiers;

/// <summary>The federations (ID-3).</summary>
public static class FederationIdentifier
{
    /// <summary>The SDK federation.</summary>
    public const string Sdk = "urn:fdc:digg.se:edelivery:federation:sdk";

    /// <summary>The test federation.</summary>
    public const string Test = "urn:fdc:digg.se:edelivery:federation:test";

    /// <summary>True for a federation of the code list.</summary>
    public static bool IsKnown(string federation) => federation is Sdk or Test;
}
