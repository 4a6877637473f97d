using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Hosting;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Partners;

/// <summary>Writes down what the processes meet of partners (<see cref="PartnersMet"/>), every few seconds. What a process that dies has not written is forgotten.</summary>
internal sealed class PartnerBook(EnvironmentRuntimes environments, Func<NodeDb> open)
{
    /// <summary>How often it is to be written.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    /// <summary>Writes what is new.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        foreach (var environment in environments.All)
        {
            var (partners, certificates) = environment.Met.Take();
            foreach (var news in partners)
            {
                await StoreTransaction.RunAsync(open, db => AddAsync(db, news, cancellationToken), cancellationToken);
            }

            foreach (var met in certificates)
            {
                await StoreTransaction.RunAsync(open, db => AddAsync(db, met, cancellationToken), cancellationToken);
            }
        }
    }

    private static async Task<bool> AddAsync(NodeDb db, PartnerNews news, CancellationToken cancellationToken)
    {
        var row = await db.Partners.SingleOrDefaultAsync(row => row.Environment == news.Environment && row.Party == news.Party, cancellationToken);
        if (row is null)
        {
            row = new PartnerRow { Environment = news.Environment, Party = news.Party, FirstAt = new[] { news.SentAt, news.ReceivedAt, news.FaultAt, news.PingedAt }.Min() ?? default };
            db.Partners.Add(row);
        }

        row.Participant = news.Participant ?? row.Participant;
        row.Endpoint = news.Endpoint ?? row.Endpoint;
        (row.Sent, row.SentAt) = (row.Sent + news.Sent, news.SentAt ?? row.SentAt);
        (row.Received, row.ReceivedAt) = (row.Received + news.Received, news.ReceivedAt ?? row.ReceivedAt);
        row.Faults += news.Faults;
        if (news.FaultAt is not null)
        {
            (row.FaultAt, row.Fault, row.FaultMessage) = (news.FaultAt, news.Fault, news.FaultMessage);
        }

        if (news.PingedAt is not null)
        {
            (row.PingedAt, row.PingFault) = (news.PingedAt, news.PingFault is { Length: > 0 } fault ? fault : null);
        }

        return true;
    }

    private static async Task<bool> AddAsync(NodeDb db, MetCertificate met, CancellationToken cancellationToken)
    {
        var row = await db.PartnerCertificates.SingleOrDefaultAsync(row => row.Environment == met.Environment && row.Fingerprint == met.Fingerprint, cancellationToken);
        if (row is null)
        {
            row = new PartnerCertificateRow { Environment = met.Environment, Fingerprint = met.Fingerprint, Holder = met.Holder, Raw = met.Raw, ValidTo = met.ValidTo };
            db.PartnerCertificates.Add(row);
        }

        (row.Purpose, row.Holder, row.MetAt) = (met.Purpose, met.Holder, met.MetAt);
        return true;
    }
}
