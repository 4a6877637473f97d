using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Audit;
using SdkNode.Node.Store;

namespace SdkNode.Node.Partners;

/// <summary>A message that an access point should not have sent, as it is reported (XHE-11).</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Environment">The environment.</param>
/// <param name="AccessPoint">Who sent it: the party id that its signature proved.</param>
/// <param name="Certificate">Its certificate: subject, issuer, serial number, thumbprint.</param>
/// <param name="From">The sending participant.</param>
/// <param name="To">The receiving participant.</param>
/// <param name="As4MessageId">The AS4 MessageId.</param>
/// <param name="Rule">The rule that it broke.</param>
/// <param name="Reason">How.</param>
internal sealed record NonComplianceLine(DateTimeOffset At, string Environment, string? AccessPoint, string? Certificate, string? From, string? To, string? As4MessageId, string Rule, string Reason);

/// <summary>The report of peers whose envelopes did not keep the profile, out of the event log (XHE-11).</summary>
internal sealed class NonComplianceReport(Func<NodeDb> open)
{
    /// <summary>Stands in the reason of an envelope that does not keep the profile.</summary>
    public const string ProfileMark = "(XHE-11)";

    /// <summary>Stands in the reason of an envelope that disagrees with its AS4 header.</summary>
    public const string HeaderMark = "(AP-3)";

    /// <summary>The lines of a time, oldest first; read as they are written out, however many there are.</summary>
    /// <param name="environment">One environment; null for all.</param>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The instant after the last one.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<NonComplianceLine> ReadAsync(string? environment, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = open();

        // Reasons of other refusals repeat peers' words, but none of them begins so.
        var rows = db.EventLog.AsNoTracking().Where(row => row.Event == EventLog.MessageRefused && row.At >= from && row.At < to
            && row.Fault!.StartsWith("The envelope") && (row.Fault.Contains(ProfileMark) || row.Fault.Contains(HeaderMark)));
        rows = environment is null ? rows : rows.Where(row => row.Environment == environment);
        await foreach (var row in rows.OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var rule = row.Fault!.Contains(ProfileMark, StringComparison.Ordinal) ? "XHE-11" : "AP-3";
            yield return new NonComplianceLine(row.At, row.Environment, row.PeerParty, row.PeerCertificate, row.From, row.To, row.As4MessageId, rule, row.Fault);
        }
    }
}
