using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store.Rows;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Keys;

/// <summary>A key of ours as an administrator sees it.</summary>
/// <param name="Name">What to call it by.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Purposes">The purposes.</param>
/// <param name="Participant">The participant; empty for the access point's.</param>
/// <param name="Phase">Where it stands, one of <see cref="KeyPhases"/>.</param>
/// <param name="State">Where it stands, in words.</param>
/// <param name="Ok">Whether nothing is wrong with it.</param>
/// <param name="Subject">The certificate's subject; null for a request.</param>
/// <param name="Issuer">The certificate's issuer.</param>
/// <param name="ValidFrom">From when on it is valid.</param>
/// <param name="ValidTo">Until when it is valid.</param>
/// <param name="Fingerprint">The certificate's SHA-256 fingerprint.</param>
/// <param name="Bits">The key's length in bits.</param>
/// <param name="Source"><c>settings</c> or <c>store</c>.</param>
/// <param name="ActiveFrom">From when on it signs, or is shown.</param>
/// <param name="CreatedAt">When it was made or taken in here.</param>
/// <param name="CreatedBy">Who did.</param>
/// <param name="Request">The request in PEM, where the certificate has not come yet.</param>
internal sealed record KeyLine(
    string Name, string Environment, string Purposes, string Participant, string Phase, string State, bool Ok, string? Subject, string? Issuer, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo,
    string? Fingerprint, int? Bits, string Source, DateTimeOffset? ActiveFrom, DateTimeOffset? CreatedAt, string? CreatedBy, string? Request)
{
    /// <summary>The line of a row.</summary>
    public static KeyLine? Find(IReadOnlyList<KeyLine> lines, KeyRow row)
    {
        var name = KeyNames.Of(row);
        return lines.FirstOrDefault(line => line.Name == name && line.Environment == row.Environment && line.Participant == row.Participant);
    }

    /// <summary>All keys, by environment, participant and purpose; requests that wait for their certificate last.</summary>
    public static IReadOnlyList<KeyLine> All(NodeSetup setup, IReadOnlyList<KeyRow> rows)
    {
        var keys = setup.Keys.Slots.SelectMany(slot => slot.Value.Select(key => (Slot: slot.Key, Key: key)))
            .GroupBy(entry => (entry.Slot.Environment, entry.Slot.Participant, entry.Key.Fingerprint))
            .OrderBy(group => group.Key.Environment, StringComparer.Ordinal).ThenBy(group => group.Key.Participant, StringComparer.Ordinal)
            .ThenBy(group => group.Min(entry => entry.Slot.Purpose)).ThenBy(group => group.First().Key.ActiveFrom)
            .Select(group => Of(setup.Keys, [.. group], rows.FirstOrDefault(row => row.Id == group.First().Key.Id)));
        return [.. keys, .. rows.Where(row => row.Certificate is null).Select(Requested)];
    }

    private static KeyLine Of(KeyRing ring, IReadOnlyList<(KeySlot Slot, OwnKey Key)> uses, KeyRow? row)
    {
        var key = uses[0].Key;
        var certificate = key.Pair.Certificate;
        var (phase, state, ok) = StateOf(ring, uses, key);
        return new KeyLine(
            key.Name, uses[0].Slot.Environment, KeyPurposes.NameOf([.. uses.Select(use => use.Slot.Purpose).Distinct()]), uses[0].Slot.Participant, phase, state, ok, certificate.Subject, certificate.Issuer,
            CertificateNames.ValidFrom(certificate), CertificateNames.ValidTo(certificate), key.Fingerprint, certificate.GetRSAPublicKey()?.KeySize,
            row is null or { InSettings: true } ? "settings" : "store", key.ActiveFrom == DateTimeOffset.MinValue ? null : key.ActiveFrom, row?.CreatedAt, row?.CreatedBy, null);
    }

    private static (string Phase, string State, bool Ok) StateOf(KeyRing ring, IReadOnlyList<(KeySlot Slot, OwnKey Key)> uses, OwnKey key)
    {
        if (key.RetiredAt is { } retired)
        {
            return (KeyPhases.Retired, $"retired {retired:yyyy-MM-dd}", true);
        }

        var opens = uses.Any(use => use.Slot.Purpose.Opens()) ? "; it opens what is encrypted to it" : "";
        var current = uses.Where(use => ring.CurrentKey(use.Slot)?.Fingerprint == key.Fingerprint).ToList();
        return ring.Fault(key) is { } fault ? (KeyPhases.Unusable, $"NOT USABLE: {fault}{opens}", current.Count == 0 && uses.All(use => ring.Gap(use.Slot) is null))
            : current.Count > 0 ? (KeyPhases.InUse, "in use", true)
            : key.ActiveFrom is null ? (KeyPhases.Reserve, $"in reserve, not activated{opens}", true)
            : key.ActiveFrom > DateTimeOffset.MinValue && uses.Any(use => ring.CurrentKey(use.Slot)?.ActiveFrom < key.ActiveFrom) ? (KeyPhases.Planned, $"in use from {key.ActiveFrom:yyyy-MM-dd HH:mm}Z{opens}", true)
            : uses.All(use => use.Slot.Purpose.Opens()) ? (KeyPhases.InUse, "in use", true)
            : (KeyPhases.Replaced, $"replaced{opens}", true);
    }

    private static KeyLine Requested(KeyRow row) => new(
        KeyNames.Of(row), row.Environment, KeyPurposes.NameOf([.. KeyPurposes.Parse(row.Purposes)]), row.Participant, row.RetiredAt is null ? KeyPhases.Waiting : KeyPhases.GivenUp, row.RetiredAt is null ? "waits for its certificate" : "given up", true,
        null, null, null, null, null, null, "store", null, row.CreatedAt, row.CreatedBy, row.Request is null ? null : PemEncoding.WriteString("CERTIFICATE REQUEST", row.Request));
}
