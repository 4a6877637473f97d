namespace SdkNode.Security.Certificates;

/// <summary>Bounds on what a revocation look-up may cost.</summary>
public sealed record RevocationLimits
{
    /// <summary>The largest CRL that is read, in bytes.</summary>
    public int MaxCrlBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>The largest OCSP answer that is read, in bytes.</summary>
    public int MaxOcspBytes { get; init; } = 64 * 1024;

    /// <summary>How long one fetch may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How far the clocks of an answerer and of this machine may differ.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an OCSP answer without nextUpdate is used.</summary>
    public TimeSpan DefaultOcspLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a place that failed is left alone before it is asked again.</summary>
    public TimeSpan FailurePause { get; init; } = TimeSpan.FromSeconds(30);
}
