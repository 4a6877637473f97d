using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Adapters.VirusScan;

/// <summary>What the scanner says of a message.</summary>
public abstract record MessageVerdict
{
    private MessageVerdict()
    {
    }

    /// <summary>Nothing was found in files or texts.</summary>
    public sealed record Clean : MessageVerdict;

    /// <summary>Something malicious was found; it outweighs a part that could not be scanned.</summary>
    /// <param name="Findings">Each find, in document order, the texts last.</param>
    public sealed record Found(IReadOnlyList<Finding> Findings) : MessageVerdict;

    /// <summary>Some part could not be scanned, and nothing was found in the others.</summary>
    /// <param name="Fault">Why.</param>
    public sealed record Unavailable(ScanFault Fault) : MessageVerdict;
}

/// <summary>A malicious part of a message. File names are content: they are not told.</summary>
/// <param name="FileNumber">The file's <see cref="MessageFile.Number"/>; null for the message's texts.</param>
/// <param name="Signature">The signature's name: printable ASCII, at most 100 characters.</param>
public sealed record Finding(int? FileNumber, string Signature);
