using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Alarms;
using SdkNode.Node.Hosting;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Trust;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Partners;

/// <summary>
/// Judges every hour the certificates of partners that were met within the last 90 days, so that it is seen which have run out or are
/// revoked; one that is in use still is told by an alarm, because its holder's messages are about to be refused, or ours to it to fail.
/// </summary>
internal sealed class PartnerCertificateWatch(EnvironmentRuntimes environments, Func<NodeDb> open, AlarmList alarms, TimeProvider clock)
{
    /// <summary>How often it is to be done.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private static readonly TimeSpan s_kept = TimeSpan.FromDays(90);
    private static readonly TimeSpan s_inUse = TimeSpan.FromDays(7);

    /// <summary>Judges them, and forgets those that were not met for long.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = open();
        await db.PartnerCertificates.Where(row => row.MetAt < now - s_kept).ExecuteDeleteAsync(cancellationToken);
        var rows = await db.PartnerCertificates.ToListAsync(cancellationToken);
        foreach (var row in rows)
        {
            if (environments.Find(row.Environment) is { } environment)
            {
                await JudgeAsync(row, environment, now, cancellationToken);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        await TellAsync(rows, now, cancellationToken);
    }

    private static async Task JudgeAsync(PartnerCertificateRow row, EnvironmentRuntime environment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(row.Raw);
        var trust = row.Purpose switch
        {
            TrustPurpose.O2O => environment.Setup.O2OTrust,
            TrustPurpose.Tls => environment.Setup.TlsTrust,
            _ => environment.Setup.ApTrust,
        };
        var verdict = await environment.Certificates.VerifyAsync(certificate, trust with { Revocation = RevocationPolicy.Hard }, cancellationToken);
        (row.JudgedAt, row.Fault, row.FaultDetail) = (now, verdict.State == CertificateState.Trusted ? null : verdict.Fault?.Kind.ToString(), verdict.State == CertificateState.Trusted ? null : verdict.Fault?.Detail);
    }

    // Whoever has shown a newer one since has renewed it in good time.
    private async Task TellAsync(List<PartnerCertificateRow> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var told = new HashSet<(string, string)>();
        foreach (var row in rows.Where(row => row.Fault is nameof(CertificateFaultKind.Expired) or nameof(CertificateFaultKind.Revoked) && row.MetAt > now - s_inUse
            && !rows.Exists(other => other.Environment == row.Environment && other.Purpose == row.Purpose && other.Holder == row.Holder && other.MetAt > row.MetAt && other.Fault is null)))
        {
            var subject = $"{row.Holder} {row.Fingerprint[..16]}";
            if (told.Add((row.Environment, subject)))
            {
                await alarms.RaiseAsync(AlarmKinds.PartnerCertificate, row.Environment, subject, row.FaultDetail ?? "",
                    $"Tell its operator; messages with it are refused, ours and theirs. sdknode partners show {row.Holder} says when it was last met.", cancellationToken);
            }
        }

        foreach (var alarm in (await alarms.OpenAsync(cancellationToken)).Where(alarm => alarm.Kind == AlarmKinds.PartnerCertificate && !told.Contains((alarm.Environment, alarm.Subject))))
        {
            await alarms.ClearAsync(alarm.Kind, alarm.Environment, alarm.Subject, cancellationToken);
        }
    }
}
