using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.Bdxl;
using SdkNode.Routing.Smp;
using SdkNode.Routing.Tracing;
using SdkNode.Security;
using SdkNode.Security.Certificates;

namespace SdkNode.Routing.Caching;

/// <summary>
/// Verified metadata, kept or looked up (DIR-1 to DIR-3, DIR-6). A participant's SMP is kept for the DNS record's time to
/// live, its metadata for the environment's cache time: so sending goes on for that long while DNS or SMP is down.
/// </summary>
internal sealed class MetadataSource
{
    /// <summary>DNS is not authenticated: no record keeps a participant at one SMP for longer than this (DIR-1, DIR-6).</summary>
    private static readonly TimeSpan LongestPlace = TimeSpan.FromDays(1);

    private readonly RoutingEnvironment _environment;
    private readonly TimeProvider _clock;
    private readonly BdxlResolver _resolver;
    private readonly SmpClient _smp;
    private readonly MetadataVerifier _verifier;
    private readonly LookupCache<ParticipantIdentifier, SmpLocation> _locations;
    private readonly LookupCache<MetadataQuestion, VerifiedMetadata> _metadata;

    public MetadataSource(RoutingEnvironment environment, HttpClient http, CertificateVerifier certificates, TimeProvider clock)
    {
        (_environment, _clock) = (environment, clock);
        _resolver = new BdxlResolver(environment);
        _smp = new SmpClient(http, environment, clock);
        _verifier = new MetadataVerifier(environment, certificates);
        _locations = new LookupCache<ParticipantIdentifier, SmpLocation>(environment.CacheEntries, clock);
        _metadata = new LookupCache<MetadataQuestion, VerifiedMetadata>(environment.CacheEntries, clock);
    }

    /// <summary>The metadata, kept or fresh.</summary>
    public ValueTask<CacheAnswer<VerifiedMetadata>> GetAsync(MetadataQuestion question, CancellationToken cancellationToken) =>
        _metadata.GetAsync(question, LookUpAsync, cancellationToken);

    /// <summary>The questions whose answers are kept, and until when.</summary>
    public IReadOnlyList<(MetadataQuestion Key, DateTimeOffset Until)> Kept() => _metadata.Kept();

    /// <summary>Makes the next question go to DNS and SMP again.</summary>
    public void Forget(MetadataQuestion question)
    {
        _locations.Forget(question.Participant);
        _metadata.Forget(question);
    }

    /// <summary>
    /// DIR-6: what a kept answer could not give is looked up afresh, once: the new metadata, or the answer itself when it was
    /// fresh already.
    /// </summary>
    public async ValueTask<CacheAnswer<VerifiedMetadata>> RenewAsync(MetadataQuestion question, CacheAnswer<VerifiedMetadata> answer, CancellationToken cancellationToken)
    {
        if (!answer.WasKept || answer.Result.Value is not { } useless)
        {
            return answer;
        }

        if (_metadata.Discard(question, useless))
        {
            _locations.Forget(question.Participant);
        }

        return await GetAsync(question, cancellationToken);
    }

    /// <summary>The metadata from DNS and SMP, each step told to <paramref name="trace"/>; keeps nothing.</summary>
    public async Task<Result<Found<VerifiedMetadata>, RoutingFault>> TraceAsync(MetadataQuestion question, LookupTrace trace, CancellationToken cancellationToken)
    {
        if (!(await _resolver.ResolveAsync(question.Participant, trace, cancellationToken)).TryGet(out var location, out var fault))
        {
            return fault;
        }

        await ListAsync(location, question.Participant, trace, cancellationToken);
        return await FetchAsync(location, question, trace, cancellationToken);
    }

    /// <summary>Tells what the SMP lists of the participant: the first thing to see when a document type is not found.</summary>
    private async Task ListAsync(SmpLocation location, ParticipantIdentifier participant, LookupTrace trace, CancellationToken cancellationToken)
    {
        const string title = "Document types that the SMP lists";
        var address = SmpUrl.ServiceGroup(location.BaseUrl, participant);
        if ((await _smp.GetAsync(address, null, cancellationToken)).TryGet(out var document, out var fault)
            && ServiceGroupReader.Read(document).TryGet(out var group, out fault))
        {
            trace.Ok(title, $"GET {address.AbsoluteUri}", string.Join("\n", group.Documents.DefaultIfEmpty("none")));
        }
        else
        {
            trace.Warn(title, $"GET {address.AbsoluteUri}", fault.Detail, "The list is for information only; the look-up goes on without it.");
        }
    }

    // Nobody's cancellation: several callers may wait for the one answer, and every step has a time limit of its own.
    private async Task<Result<Found<VerifiedMetadata>, RoutingFault>> LookUpAsync(MetadataQuestion question)
    {
        var location = await _locations.GetAsync(question.Participant, LocateAsync, CancellationToken.None);
        if (!location.Result.IsOk)
        {
            return location.Result.Fault;
        }

        var fetched = await FetchAsync(location.Result.Value.Value, question, null, CancellationToken.None);
        if (fetched.IsOk || !location.WasKept)
        {
            return fetched;
        }

        // The participant may have moved to another SMP since the DNS was asked.
        _locations.Discard(question.Participant, location.Result.Value);
        location = await _locations.GetAsync(question.Participant, LocateAsync, CancellationToken.None);
        return location.Result.IsOk
            ? await FetchAsync(location.Result.Value.Value, question, null, CancellationToken.None)
            : location.Result.Fault;
    }

    private async Task<Result<Found<SmpLocation>, RoutingFault>> LocateAsync(ParticipantIdentifier participant)
    {
        var asked = _clock.GetUtcNow();
        return (await _resolver.ResolveAsync(participant, null, CancellationToken.None)).TryGet(out var location, out var fault)
            ? new Found<SmpLocation>(location, asked + (location.TimeToLive < LongestPlace ? location.TimeToLive : LongestPlace))
            : fault;
    }

    private async Task<Result<Found<VerifiedMetadata>, RoutingFault>> FetchAsync(SmpLocation location, MetadataQuestion question, LookupTrace? trace, CancellationToken cancellationToken)
    {
        var address = SmpUrl.ServiceMetadata(location.BaseUrl, question.Participant, question.DocumentType);
        if (!(await _smp.GetAsync(address, trace, cancellationToken)).TryGet(out var document, out var fault)
            || !(await _verifier.VerifyAsync(document, trace, cancellationToken)).TryGet(out var metadata, out fault))
        {
            return fault;
        }

        return question.Mismatch(metadata.Content, trace) is { } mismatch
            ? mismatch
            : new Found<VerifiedMetadata>(metadata, MetadataLifetime.EndOf(metadata, _clock.GetUtcNow(), _environment.CacheTime));
    }
}
