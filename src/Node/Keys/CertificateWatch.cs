using System.Globalization;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Keys;

/// <summary>
/// Looks after the certificates of ours every hour: says in time which run out (60, 30, 14, 7 and 1 days before), asks whether one is
/// revoked, and stops what needs one that is.
/// </summary>
internal sealed class CertificateWatch(NodeSetup setup, AlarmList alarms, CertificateVerifier verifier)
{
    /// <summary>How often it is to be done.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private static readonly int[] s_days = [60, 30, 14, 7, 1];

    /// <summary>Asks for every certificate that counts whether it is still accepted; on every node, since each has a ring of its own.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        var told = new HashSet<(string, string)>();
        foreach (var (slot, key) in Counting())
        {
            var target = new KeyTarget(setup.Environments.First(environment => environment.Name == slot.Environment), [slot.Purpose], slot.Participant);
            var verdict = await verifier.VerifyAsync(key.Pair.Certificate, target.Trust(slot.Purpose) with { Revocation = RevocationPolicy.Hard }, key.Pair.Chain, cancellationToken);
            var subject = $"{key.Name} {key.Pair.CommonName}";
            told.Add((slot.Environment, subject));
            if (verdict.Fault is { Kind: CertificateFaultKind.Revoked } revoked)
            {
                setup.Keys.Refuse(key.Fingerprint, revoked.Detail);
                await RaiseOnceAsync(AlarmKinds.CertificateRevoked, slot.Environment, subject, revoked.Detail,
                    "Order a new one at once (sdknode certs request), and find out why it was revoked: if its key may have leaked, retire it.", cancellationToken);
            }
            else if (verdict.State == CertificateState.Trusted)
            {
                setup.Keys.Refuse(key.Fingerprint, null);
                await alarms.ClearAsync(AlarmKinds.CertificateRevoked, slot.Environment, subject, cancellationToken);
                await alarms.ClearAsync(AlarmKinds.RevocationUnknown, slot.Environment, subject, cancellationToken);
            }
            else if (verdict.Fault is { Kind: CertificateFaultKind.RevocationUnknown } unknown)
            {
                await RaiseOnceAsync(AlarmKinds.RevocationUnknown, slot.Environment, subject, unknown.Detail,
                    "Partners will ask the same servers: let this machine reach the addresses that the certificate names, or ask the issuer.", cancellationToken);
            }
        }

        // What nobody uses any more needs nobody's attention.
        foreach (var alarm in (await alarms.OpenAsync(cancellationToken)).Where(alarm => alarm.Kind is AlarmKinds.CertificateRevoked or AlarmKinds.RevocationUnknown && !told.Contains((alarm.Environment, alarm.Subject))))
        {
            await alarms.ClearAsync(alarm.Kind, alarm.Environment, alarm.Subject, cancellationToken);
        }
    }

    /// <summary>Raises and closes the alarms about certificates that run out; by one node for all.</summary>
    public async Task WarnAsync(CancellationToken cancellationToken)
    {
        var open = (await alarms.OpenAsync(cancellationToken)).Where(alarm => alarm.Kind == AlarmKinds.CertificateExpires).ToList();
        var warned = new HashSet<(string, string)>();
        foreach (var group in Counting().GroupBy(entry => (entry.Slot.Environment, entry.Key.Fingerprint)))
        {
            var key = group.First().Key;
            var end = CertificateNames.ValidTo(key.Pair.Certificate);
            var left = end - verifier.Clock.GetUtcNow();
            if (left < TimeSpan.Zero || s_days.FirstOrDefault(days => left <= TimeSpan.FromDays(days)) == 0 || group.All(entry => HasSuccessor(entry.Slot, key)))
            {
                continue;
            }

            var subject = $"{key.Name} {key.Pair.CommonName}";
            warned.Add((group.Key.Environment, subject));
            var crossed = end - TimeSpan.FromDays(s_days.Last(days => left <= TimeSpan.FromDays(days)));
            var known = open.FirstOrDefault(alarm => alarm.Environment == group.Key.Environment && alarm.Subject == subject);
            if (known is not null && known.RaisedAt >= crossed)
            {
                continue;
            }

            // Another of the days has come: told anew.
            await alarms.ClearAsync(AlarmKinds.CertificateExpires, group.Key.Environment, subject, cancellationToken);
            await alarms.RaiseAsync(
                AlarmKinds.CertificateExpires, group.Key.Environment, subject,
                string.Create(CultureInfo.InvariantCulture, $"The certificate for {string.Join(", ", group.Select(entry => entry.Slot))} ends {end:yyyy-MM-dd HH:mm} UTC, in {left.TotalDays:F0} days. {string.Join(' ', group.Select(entry => entry.Slot.Purpose.Need()).Distinct())}"),
                "Order its successor: sdknode certs request; docs/operations/renew-certificates.md", cancellationToken);
        }

        foreach (var alarm in open.Where(alarm => !warned.Contains((alarm.Environment, alarm.Subject))))
        {
            await alarms.ClearAsync(alarm.Kind, alarm.Environment, alarm.Subject, cancellationToken);
        }
    }

    private async Task RaiseOnceAsync(string kind, string environment, string subject, string detail, string remedy, CancellationToken cancellationToken)
    {
        if (!(await alarms.OpenAsync(cancellationToken)).Any(alarm => alarm.Kind == kind && alarm.Environment == environment && alarm.Subject == subject))
        {
            await alarms.RaiseAsync(kind, environment, subject, detail, remedy, cancellationToken);
        }
    }

    // What signs or is shown now, or will; of those that only open, the newest: an old one may run out in peace.
    private IEnumerable<(KeySlot Slot, OwnKey Key)> Counting()
    {
        foreach (var (slot, keys) in setup.Keys.Slots)
        {
            if (setup.Environments.All(environment => environment.Name != slot.Environment))
            {
                continue;
            }

            var now = verifier.Clock.GetUtcNow();
            var active = keys.Where(key => key.RetiredAt is null && key.ActiveFrom is not null).OrderByDescending(key => key.ActiveFrom).ThenByDescending(key => key.Pair.Certificate.NotBefore).ToList();
            foreach (var key in active.Where(key => key.ActiveFrom > now).Concat(InTurn(active.Where(key => key.ActiveFrom <= now))))
            {
                yield return (slot, key);
            }
        }
    }

    // The newest, and where it may not be used those that the node falls back to.
    private IEnumerable<OwnKey> InTurn(IEnumerable<OwnKey> newestFirst)
    {
        foreach (var key in newestFirst)
        {
            yield return key;
            if (setup.Keys.Fault(key) is null)
            {
                yield break;
            }
        }
    }

    private bool HasSuccessor(KeySlot slot, OwnKey key) => setup.Keys.Slots[slot].Any(other =>
        other.Fingerprint != key.Fingerprint && other.RetiredAt is null && other.ActiveFrom <= CertificateNames.ValidTo(key.Pair.Certificate) && other.ActiveFrom > key.ActiveFrom
        && CertificateNames.ValidTo(other.Pair.Certificate) > CertificateNames.ValidTo(key.Pair.Certificate));
}
