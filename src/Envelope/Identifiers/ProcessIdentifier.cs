namespace SdkNode.Envelope.Identifiers;

/// <summary>The one process of the federation (ID-4).</summary>
public static class ProcessIdentifier
{
    /// <summary>The process.</summary>
    public const string NoProcess = "bdx:noprocess";

    /// <summary>Its scheme; also the type of the AS4 service.</summary>
    public const string Scheme = "urn:fdc:digg.se:edelivery:process";
}
