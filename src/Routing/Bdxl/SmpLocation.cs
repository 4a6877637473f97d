namespace SdkNode.Routing.Bdxl;

/// <summary>Where the SMP of a participant is.</summary>
/// <param name="BaseUrl">An absolute http or https URL without query, fragment and user information.</param>
/// <param name="TimeToLive">How long the DNS lets this be kept.</param>
public sealed record SmpLocation(Uri BaseUrl, TimeSpan TimeToLive);
