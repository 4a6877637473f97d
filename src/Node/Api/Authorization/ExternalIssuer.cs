using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Api.Authorization;

/// <summary>
/// An authorisation server of the organisation. Its keys are fetched at first use, twice a day, and when a token names an unknown
/// one; while it cannot be reached, known keys go on to count. (The library's own cache refreshes behind the caller's back, and
/// cannot tell a server that is down from a key that does not exist.)
/// </summary>
internal sealed class ExternalIssuer(ApiIssuerOptions options, HttpClient http, TimeProvider clock, ILogger logger) : TokenIssuer(options.Issuer, options.Audience), IDisposable
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromHours(12);

    // Whoever sends tokens with invented key ids makes us ask this often at most.
    private static readonly TimeSpan s_leastBetween = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_leastBetweenFailures = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1);
    private volatile Known? _known;
    private volatile Known? _last;

    /// <summary>Which participant its clients belong to.</summary>
    public ApiIssuerOptions Options => options;

    /// <inheritdoc />
    public override IReadOnlyCollection<SecurityKey> Keys => _known?.Keys ?? [];

    /// <inheritdoc />
    public override async ValueTask<bool> PrepareAsync(string? kid, CancellationToken cancellationToken)
    {
        if (IsGood(kid))
        {
            return true;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (!IsGood(kid) && MayAsk())
            {
                // To its end, by the client's own time limit: whoever goes away early would else make us ask again and again.
                await FetchAsync();
            }

            // A key that the server, asked a moment ago, does not have makes the token invalid; one that could not be asked for does not.
            return _known is { } known && (Has(known, kid) || ReferenceEquals(known, _last));
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private static bool Has(Known known, string? kid) => string.IsNullOrEmpty(kid) || known.Keys.Any(key => key.KeyId == kid);

    private bool IsGood(string? kid) => _known is { } known && clock.GetUtcNow() - known.At < s_fresh && Has(known, kid);

    private bool MayAsk() => _last is not { } last || clock.GetUtcNow() - last.At >= (last.Failed ? s_leastBetweenFailures : s_leastBetween);

    private async Task FetchAsync()
    {
        try
        {
            var metadata = await OpenIdConnectConfigurationRetriever.GetAsync(options.Metadata, new GuardedDocuments(http), CancellationToken.None);
            if (metadata.Issuer != options.Issuer)
            {
                throw new IOException($"the metadata is that of {metadata.Issuer}");
            }

            _last = _known = new Known(clock.GetUtcNow(), [.. metadata.SigningKeys.Where(SignatureAlgorithms.IsSound)], Failed: false);
        }
        catch (Exception e)
        {
            // Whatever comes from there is the same to us: no keys now.
            _last = new Known(clock.GetUtcNow(), [], Failed: true);
            logger.KeysUnreachable(options.Issuer, options.Metadata, (e.InnerException ?? e).Message);
        }
    }

    private sealed record Known(DateTimeOffset At, IReadOnlyList<SecurityKey> Keys, bool Failed);
}
