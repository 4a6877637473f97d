namespace SdkNode.As4.Sending;

/// <summary>Whether payloads are compressed; a setting per environment (AS4-3).</summary>
public enum As4Compression
{
    /// <summary>Compressed when the first 256 KiB shrink by a fifth or more. The default.</summary>
    WhenItPays,

    /// <summary>Always compressed.</summary>
    Always,

    /// <summary>Never compressed.</summary>
    Never,
}
