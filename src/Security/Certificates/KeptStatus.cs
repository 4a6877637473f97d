namespace SdkNode.Security.Certificates;

/// <summary>What is remembered of a CRL or of an answer of OCSP.</summary>
/// <param name="Kind">CRL or OCSP.</param>
/// <param name="Source">Where it came from, or was asked for.</param>
/// <param name="Serial">Of OCSP: the serial number of the certificate that was asked about.</param>
/// <param name="IsUsable">Whether it says anything; false where the service gave no answer that counts.</param>
/// <param name="Detail">What it says, or why there is none.</param>
/// <param name="Until">When it is asked for again.</param>
public sealed record KeptStatus(string Kind, string Source, string? Serial, bool IsUsable, string Detail, DateTimeOffset Until);
