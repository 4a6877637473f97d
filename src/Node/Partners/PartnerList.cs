using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Trust;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Partners;

/// <summary>A partner's access point as an administrator sees it.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Party">Its party id.</param>
/// <param name="Participant">The participant behind it that was met last.</param>
/// <param name="Endpoint">Where it was when we last sent to it.</param>
/// <param name="FirstAt">When it was first met.</param>
/// <param name="Sent">How many messages it has acknowledged.</param>
/// <param name="SentAt">When the last.</param>
/// <param name="Received">How many messages of it were taken.</param>
/// <param name="ReceivedAt">When the last.</param>
/// <param name="Faults">How many tries failed or messages were refused.</param>
/// <param name="FaultAt">When the last.</param>
/// <param name="Fault">Why.</param>
/// <param name="FaultMessage">Which message it was.</param>
/// <param name="PingedAt">When its test service was called last.</param>
/// <param name="PingFault">Why that gave no valid receipt; null when it did.</param>
internal sealed record PartnerLine(
    string Environment, string Party, string? Participant, string? Endpoint, DateTimeOffset FirstAt, long Sent, DateTimeOffset? SentAt, long Received, DateTimeOffset? ReceivedAt,
    long Faults, DateTimeOffset? FaultAt, string? Fault, string? FaultMessage, DateTimeOffset? PingedAt, string? PingFault)
{
    /// <summary>Whether the last that happened was a fault.</summary>
    public bool IsFailing => FaultAt is { } fault && fault > (SentAt ?? default) && fault > (ReceivedAt ?? default) || PingFault is not null && PingedAt > (SentAt ?? default);
}

/// <summary>A certificate of a partner.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Purpose">What it was trusted for: ap, tls or o2o.</param>
/// <param name="Holder">Whose it is.</param>
/// <param name="Fingerprint">Its SHA-256.</param>
/// <param name="Certificate">Subject, serial number, issuer and validity.</param>
/// <param name="ValidTo">When it ends.</param>
/// <param name="MetAt">When it was last met.</param>
/// <param name="JudgedAt">When it was last judged.</param>
/// <param name="Fault">What was wrong with it then; null when nothing was.</param>
internal sealed record PartnerCertificateLine(string Environment, string Purpose, string Holder, string Fingerprint, string Certificate, DateTimeOffset ValidTo, DateTimeOffset MetAt, DateTimeOffset? JudgedAt, string? Fault);

/// <summary>One partner with its certificates, and those of the participant behind it.</summary>
/// <param name="Partner">The access point.</param>
/// <param name="Certificates">The certificates.</param>
internal sealed record PartnerView(PartnerLine Partner, IReadOnlyList<PartnerCertificateLine> Certificates);

/// <summary>Reads what is known of partners.</summary>
internal sealed class PartnerList(Func<NodeDb> open)
{
    /// <summary>All partners, those in trouble first.</summary>
    /// <param name="environment">One environment; null: all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<PartnerLine>> ListAsync(string? environment, CancellationToken cancellationToken)
    {
        await using var db = open();
        var rows = await db.Partners.AsNoTracking().Where(row => environment == null || row.Environment == environment).ToListAsync(cancellationToken);
        return [.. rows.Select(Line).OrderByDescending(line => line.IsFailing).ThenBy(line => line.Environment, StringComparer.Ordinal).ThenBy(line => line.Party, StringComparer.Ordinal)];
    }

    /// <summary>The partners of this party id, or behind which this participant was met; one for each environment.</summary>
    public async Task<IReadOnlyList<PartnerView>> FindAsync(string partyOrParticipant, CancellationToken cancellationToken)
    {
        await using var db = open();
        var rows = await db.Partners.AsNoTracking().Where(row => row.Party == partyOrParticipant || row.Participant == partyOrParticipant).OrderBy(row => row.Environment).ThenBy(row => row.Party).ToListAsync(cancellationToken);
        var views = new List<PartnerView>();
        foreach (var row in rows)
        {
            var certificates = await db.PartnerCertificates.AsNoTracking().Where(met => met.Environment == row.Environment && (met.Holder == row.Party || met.Holder == row.Participant)).OrderByDescending(met => met.MetAt).ToListAsync(cancellationToken);
            views.Add(new PartnerView(Line(row), certificates.ConvertAll(Line)));
        }

        return views;
    }

    /// <summary>The participant to ask for where an access point is named; what is a participant's identifier stays what it is.</summary>
    public async Task<string> ParticipantOfAsync(string environment, string name, CancellationToken cancellationToken)
    {
        if (name.Contains(':', StringComparison.Ordinal))
        {
            return name;
        }

        await using var db = open();
        return await db.Partners.AsNoTracking().Where(row => row.Environment == environment && row.Party == name).Select(row => row.Participant).SingleOrDefaultAsync(cancellationToken) ?? name;
    }

    private static PartnerLine Line(PartnerRow row) => new(
        row.Environment, row.Party, row.Participant, row.Endpoint, row.FirstAt, row.Sent, row.SentAt, row.Received, row.ReceivedAt, row.Faults, row.FaultAt, row.Fault, row.FaultMessage, row.PingedAt, row.PingFault);

    private static PartnerCertificateLine Line(PartnerCertificateRow row)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(row.Raw);
        return new(row.Environment, row.Purpose.Name(), row.Holder, row.Fingerprint, CertificateNames.Describe(certificate), row.ValidTo, row.MetAt, row.JudgedAt, row.FaultDetail);
    }
}
