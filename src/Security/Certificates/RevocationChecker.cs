namespace SdkNode.Security.Certificates;

/// <summary>
/// Tells whether certificates are revoked, by OCSP and CRL.
/// </summary>
public sealed class RevocationChecker
{
    /// <summary>Makes a checker with an empty cache.</summary>
    /// <param name="http">Fetches CRLs and OCSP answers. It must not follow redirects to other schemes than http and https.</param>
    /// <param name="clock">The time.</param>
    /// <param name="limits">Sizes and times; null: the defaults.</param>
    public RevocationChecker(HttpClient http, TimeProvider clock, RevocationLimits? limits = null) => (_, _, _) = (http, clock, limits);
}
