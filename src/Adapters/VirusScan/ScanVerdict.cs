namespace SdkNode.Adapters.VirusScan;

/// <summary>What the scanner says of one content.</summary>
public abstract record ScanVerdict
{
    private ScanVerdict()
    {
    }

    /// <summary>Nothing was found.</summary>
    public sealed record Clean : ScanVerdict;

    /// <summary>The content is malicious.</summary>
    /// <param name="Signature">The signature's name: printable ASCII, at most 100 characters.</param>
    public sealed record Found(string Signature) : ScanVerdict;

    /// <summary>There is no verdict.</summary>
    /// <param name="Fault">Why.</param>
    public sealed record Unavailable(ScanFault Fault) : ScanVerdict;
}

/// <summary>Why the scanner gave no verdict.</summary>
public enum ScanFaultKind
{
    /// <summary>No connection could be made.</summary>
    Unreachable,

    /// <summary>It did not connect, take the content or answer in time.</summary>
    TimedOut,

    /// <summary>It takes no content as large as this one.</summary>
    TooLarge,

    /// <summary>It answered something else than a verdict, or hung up without one.</summary>
    Protocol,
}

/// <summary>Why the scanner gave no verdict, for an administrator.</summary>
/// <param name="Kind">The kind of fault.</param>
/// <param name="Detail">What happened and what to do.</param>
public sealed record ScanFault(ScanFaultKind Kind, string Detail);
