using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Trust;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Partners;

/// <summary>
/// What this process has met of partners since it was last written down (<see cref="PartnerBook"/>): kept in memory, so that no message
/// waits for it. Only what was verified is told here: whatever else a peer claims to be is nobody's record.
/// </summary>
internal sealed class PartnersMet(string environment, TimeProvider clock)
{
    // Each is somebody whose certificate was judged; more than so many between two writings is nobody's traffic.
    private const int MostKept = 5_000;
    private const int LongestFault = 500;

    private readonly Lock _lock = new();
    private Dictionary<string, PartnerNews> _partners = new(StringComparer.Ordinal);
    private Dictionary<string, MetCertificate> _certificates = new(StringComparer.Ordinal);

    /// <summary>A message was acknowledged by the access point.</summary>
    public void Sent(string party, string participant, Uri endpoint) => Change(party, (news, now) =>
        (news.Sent, news.SentAt, news.Participant, news.Endpoint) = (news.Sent + 1, now, participant, endpoint.AbsoluteUri));

    /// <summary>A try to send a message to it failed.</summary>
    public void NotSent(string party, string participant, Uri endpoint, string messageId, string fault) => Change(party, (news, now) =>
    {
        (news.Participant, news.Endpoint) = (participant, endpoint.AbsoluteUri);
        news.Fail(now, messageId, Short(fault));
    });

    /// <summary>A message of it was taken.</summary>
    public void Received(string party, string participant) => Change(party, (news, now) =>
        (news.Received, news.ReceivedAt, news.Participant) = (news.Received + 1, now, participant));

    /// <summary>A message of it was refused.</summary>
    public void Refused(string party, string messageId, string fault) => Change(party, (news, now) => news.Fail(now, messageId, Short(fault)));

    /// <summary>Its test service was called.</summary>
    /// <param name="party">The access point.</param>
    /// <param name="participant">The participant that was asked for.</param>
    /// <param name="endpoint">Where it is.</param>
    /// <param name="fault">Why there was no valid receipt; null when there was.</param>
    public void Pinged(string party, string participant, Uri endpoint, string? fault) => Change(party, (news, now) =>
        (news.PingedAt, news.PingFault, news.Participant, news.Endpoint) = (now, fault is null ? "" : Short(fault), participant, endpoint.AbsoluteUri));

    /// <summary>A certificate was met and accepted.</summary>
    /// <param name="purpose">What it was trusted for.</param>
    /// <param name="holder">Whose it is: a party, a participant, a host.</param>
    /// <param name="certificate">The certificate.</param>
    public void Met(TrustPurpose purpose, string holder, X509Certificate2 certificate)
    {
        var fingerprint = Convert.ToHexString(SHA256.HashData(certificate.RawDataMemory.Span));
        lock (_lock)
        {
            if (_certificates.Count >= MostKept)
            {
                return;
            }

            _certificates[fingerprint] = new MetCertificate(environment, fingerprint, purpose, holder, certificate.RawData, CertificateNames.ValidTo(certificate), clock.GetUtcNow());
        }
    }

    /// <summary>Takes what there is, and begins anew.</summary>
    public (IReadOnlyList<PartnerNews> Partners, IReadOnlyList<MetCertificate> Certificates) Take()
    {
        lock (_lock)
        {
            var taken = (_partners.Values.ToList(), _certificates.Values.ToList());
            (_partners, _certificates) = (new Dictionary<string, PartnerNews>(StringComparer.Ordinal), new Dictionary<string, MetCertificate>(StringComparer.Ordinal));
            return taken;
        }
    }

    private static string Short(string fault) => fault.Length > LongestFault ? fault[..LongestFault] + "…" : fault;

    private void Change(string party, Action<PartnerNews, DateTimeOffset> change)
    {
        lock (_lock)
        {
            if (!_partners.TryGetValue(party, out var news))
            {
                if (_partners.Count >= MostKept)
                {
                    return;
                }

                _partners[party] = news = new PartnerNews(environment, party);
            }

            change(news, clock.GetUtcNow());
        }
    }
}

/// <summary>What was met of one access point.</summary>
internal sealed class PartnerNews(string environment, string party)
{
    /// <summary>The environment.</summary>
    public string Environment => environment;

    /// <summary>The access point's party id.</summary>
    public string Party => party;

    /// <summary>The participant behind it that was met last.</summary>
    public string? Participant { get; set; }

    /// <summary>Where it is.</summary>
    public string? Endpoint { get; set; }

    /// <summary>How many messages it has acknowledged.</summary>
    public int Sent { get; set; }

    /// <summary>When it acknowledged the last.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>How many messages of it were taken.</summary>
    public int Received { get; set; }

    /// <summary>When the last was.</summary>
    public DateTimeOffset? ReceivedAt { get; set; }

    /// <summary>How many tries failed or messages were refused.</summary>
    public int Faults { get; private set; }

    /// <summary>When the last did.</summary>
    public DateTimeOffset? FaultAt { get; private set; }

    /// <summary>Why.</summary>
    public string? Fault { get; private set; }

    /// <summary>Which message it was.</summary>
    public string? FaultMessage { get; private set; }

    /// <summary>When its test service was called last.</summary>
    public DateTimeOffset? PingedAt { get; set; }

    /// <summary>Why that gave no valid receipt; empty when it did, null when it was not called.</summary>
    public string? PingFault { get; set; }

    /// <summary>Something failed.</summary>
    public void Fail(DateTimeOffset now, string messageId, string fault) => (Faults, FaultAt, Fault, FaultMessage) = (Faults + 1, now, fault, messageId);
}

/// <summary>A certificate that was met.</summary>
internal sealed record MetCertificate(string Environment, string Fingerprint, TrustPurpose Purpose, string Holder, byte[] Raw, DateTimeOffset ValidTo, DateTimeOffset MetAt);
