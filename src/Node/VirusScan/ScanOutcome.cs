using SdkNode.Adapters.VirusScan;

namespace SdkNode.Node.VirusScan;

/// <summary>What follows from scanning a message.</summary>
internal abstract record ScanOutcome
{
    /// <summary>It may go on: nothing was found, scanning is off, or it is let through while the scanner does not answer.</summary>
    internal sealed record Pass : ScanOutcome;

    /// <summary>Malicious content was found.</summary>
    /// <param name="Findings">Where, and by which signatures.</param>
    internal sealed record Malicious(IReadOnlyList<Finding> Findings) : ScanOutcome
    {
        /// <summary>The signatures' names.</summary>
        public string Signatures => string.Join(", ", Findings.Select(finding => finding.Signature).Distinct().Take(5));
    }

    /// <summary>There is no verdict, and without one nothing passes: try again.</summary>
    /// <param name="Detail">Why.</param>
    internal sealed record Wait(string Detail) : ScanOutcome;
}
