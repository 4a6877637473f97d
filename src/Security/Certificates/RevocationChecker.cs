using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>
/// Tells whether certificates are revoked (PKI-5, PKI-6): by OCSP where the certificate names it and it answers, else by CRL.
/// What is fetched is remembered until its nextUpdate; look-ups of the same thing at the same time share one fetch. Safe to use
/// from several threads at once; one for the whole node.
/// </summary>
public sealed class RevocationChecker
{
    private readonly StatusDownload _download;
    private readonly TimeProvider _clock;
    private readonly RevocationLimits _limits;
    private readonly StatusCache<RevocationAnswer> _answers;
    private readonly StatusCache<RevocationList> _lists;

    /// <summary>Makes a checker with an empty memory.</summary>
    /// <param name="http">Fetches CRLs and OCSP answers. Its own time limit must not be shorter than the limits'.</param>
    /// <param name="clock">The time.</param>
    /// <param name="limits">Sizes and times; null: the defaults.</param>
    public RevocationChecker(HttpClient http, TimeProvider clock, RevocationLimits? limits = null)
    {
        (_clock, _limits) = (clock, limits ?? new RevocationLimits());
        _download = new StatusDownload(http, clock, _limits.Timeout);
        _answers = new StatusCache<RevocationAnswer>(clock);
        _lists = new StatusCache<RevocationList>(clock);
    }

    /// <summary>Tells whether a certificate is revoked.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuer">The certificate of its issuer, already trusted.</param>
    /// <param name="cancellationToken">Ends the waiting, not a fetch that others may share.</param>
    public async ValueTask<RevocationAnswer> CheckAsync(X509Certificate2 certificate, X509Certificate2 issuer, CancellationToken cancellationToken)
    {
        var points = RevocationPoints.Of(certificate);
        if (!points.AreNamed)
        {
            return new RevocationAnswer(RevocationState.NothingToCheck, "the certificate names neither OCSP nor a CRL");
        }

        var silence = new List<string>();
        foreach (var uri in points.Ocsp)
        {
            var key = $"{uri} {Thumbprint(issuer)} {certificate.SerialNumber}";
            var entry = await _answers.GetAsync(key, () => AskAsync(uri, certificate, issuer), cancellationToken);
            if (entry.Value is { } answer)
            {
                return answer;
            }

            silence.Add(entry.Detail);
        }

        foreach (var uri in points.Crls)
        {
            var entry = await _lists.GetAsync($"{uri} {Thumbprint(issuer)}", () => FetchListAsync(uri, issuer), cancellationToken);
            if (entry.Value?.Find(certificate, points.Crls) is { } answer)
            {
                return answer;
            }

            silence.Add(entry.Value is null ? entry.Detail : $"{uri}: the CRL is about other certificates");
        }

        var why = silence.Count > 0 ? string.Join("; ", silence) : "the certificate names only places that cannot be asked over http";
        return new RevocationAnswer(RevocationState.Unknown, why);
    }

    /// <summary>What is remembered of CRLs and OCSP, and how fresh it is.</summary>
    public IReadOnlyList<KeptStatus> Kept() =>
    [
        .. _answers.Kept().Select(kept => new KeptStatus("OCSP", Source(kept.Key), kept.Key.Split(' ')[^1], kept.Entry.Value is not null, kept.Entry.Value?.State.ToString() ?? kept.Entry.Detail, kept.Entry.ValidUntil)),
        .. _lists.Kept().Select(kept => new KeptStatus("CRL", Source(kept.Key), null, kept.Entry.Value is not null,
            kept.Entry.Value is { } list ? string.Create(CultureInfo.InvariantCulture, $"of {list.ThisUpdate:yyyy-MM-dd HH:mm} UTC, the next by {list.NextUpdate:yyyy-MM-dd HH:mm} UTC") : kept.Entry.Detail, kept.Entry.ValidUntil)),
    ];

    /// <summary>Forgets what is remembered, so that everything is looked up afresh.</summary>
    public void Forget()
    {
        _answers.Clear();
        _lists.Clear();
    }

    private async Task<StatusEntry<RevocationAnswer>> AskAsync(Uri uri, X509Certificate2 certificate, X509Certificate2 issuer)
    {
        var exchange = new OcspExchange(certificate, issuer);
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(exchange.Request()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/ocsp-request");
        var fetched = await FetchAsync(request, _limits.MaxOcspBytes);
        var now = _clock.GetUtcNow();
        if (!fetched.TryGet(out var body, out var fault) || !exchange.Read(body, now, _limits).TryGet(out var answer, out fault))
        {
            return new StatusEntry<RevocationAnswer>(null, $"{uri}: {fault}", now + _limits.FailurePause);
        }

        return new StatusEntry<RevocationAnswer>(answer.Answer, answer.Answer.Detail, UsableUntil(answer.NextUpdate ?? now + _limits.DefaultOcspLifetime, now));
    }

    private async Task<StatusEntry<RevocationList>> FetchListAsync(Uri uri, X509Certificate2 issuer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        var fetched = await FetchAsync(request, _limits.MaxCrlBytes);
        var now = _clock.GetUtcNow();
        if (!fetched.TryGet(out var body, out var fault) || !RevocationListReader.Read(body, issuer).TryGet(out var list, out fault))
        {
            return new StatusEntry<RevocationList>(null, $"{uri}: {fault}", now + _limits.FailurePause);
        }

        if (list.ThisUpdate > now + _limits.ClockSkew || list.NextUpdate < now - _limits.ClockSkew)
        {
            var detail = $"{uri}: the CRL is for {list.ThisUpdate:yyyy-MM-dd HH:mm} to {list.NextUpdate:yyyy-MM-dd HH:mm} UTC, not for now";
            return new StatusEntry<RevocationList>(null, detail, now + _limits.FailurePause);
        }

        return new StatusEntry<RevocationList>(list, "", UsableUntil(list.NextUpdate, now));
    }

    private async Task<Result<byte[], string>> FetchAsync(HttpRequestMessage request, int maxBytes)
    {
        try
        {
            return await _download.FetchAsync(request, maxBytes);
        }
        catch (HttpRequestException fault)
        {
            return fault.Message;
        }
    }

    // An answer that only the clock skew still lets pass is used for as long as a failure would be.
    private DateTimeOffset UsableUntil(DateTimeOffset nextUpdate, DateTimeOffset now) =>
        nextUpdate > now ? nextUpdate : now + _limits.FailurePause;

    private static string Source(string key) => key.Split(' ')[0];

    private static string Thumbprint(X509Certificate2 issuer) => issuer.GetCertHashString(HashAlgorithmName.SHA256);
}
