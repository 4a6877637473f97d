using DnsClient.Protocol;

namespace SdkNode.Routing.Bdxl;

/// <summary>DIR-1: which of a participant's NAPTR records names the SMP.</summary>
internal static class NaptrSelection
{
    private const string Flag = "U";
    private const string Service = "Meta:SMP";

    /// <summary>The record with flag U and service Meta:SMP, lowest order and then lowest preference first; null when there is none.</summary>
    public static NAPtrRecord? Choose(IEnumerable<NAPtrRecord> records) => records
        .Where(record => Same(record.Flags, Flag) && Same(record.Services, Service))
        .OrderBy(record => record.Order)
        .ThenBy(record => record.Preference)
        .FirstOrDefault();

    /// <summary>A record in the form that zone files have, for people.</summary>
    public static string Describe(NAPtrRecord record) =>
        $"NAPTR {record.Order} {record.Preference} \"{record.Flags}\" \"{record.Services}\" \"{record.RegularExpression}\", TTL {record.TimeToLive} s";

    // RFC 3402 and 3958: flags and services compare without regard to case.
    private static bool Same(string? value, string wanted) => string.Equals(value, wanted, StringComparison.OrdinalIgnoreCase);
}
