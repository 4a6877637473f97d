using SdkNode.Node.Trust;

namespace SdkNode.Node.Api.Admin;

/// <summary>Authorities that are to be trusted.</summary>
/// <param name="Environment">The environment; may be left out where there is one.</param>
/// <param name="Purpose">ap, smp, tls or o2o.</param>
/// <param name="Content">The file in Base64: PEM with one or more certificates, or DER.</param>
/// <param name="AsAnchor">Whether chains may end with them though they are no roots.</param>
/// <param name="Fingerprints">The SHA-256 fingerprints that were compared; without all of them nothing is trusted, and the answer shows them.</param>
internal sealed record TrustBody(string? Environment, string Purpose, byte[] Content, bool? AsAnchor, IReadOnlyList<string>? Fingerprints);

/// <summary>Whom the node trusts, by environment and purpose.</summary>
internal static class AdminTrust
{
    /// <summary>Maps the operations.</summary>
    public static void Map(RouteGroupBuilder admin)
    {
        var trust = admin.MapGroup("/trust").WithTags("Trust");
        trust.MapGet("", (TrustDesk desk, CancellationToken cancellationToken) => desk.ListAsync(cancellationToken))
            .Describe<IReadOnlyList<TrustLine>>("listTrust", AdminScopes.Read, "Whom the node trusts, by environment and purpose.");
        trust.MapPost("", ImportAsync).Describe<TrustDone>("addTrust", AdminScopes.Certificates, "Trust authorities whose fingerprints are confirmed; without confirmation it trusts nobody and shows them.");
        trust.MapDelete("/{fingerprint}", RemoveAsync).Describe<TrustDone>("removeTrust", AdminScopes.Certificates, "Trust an authority no more.");
    }

    private static async Task<IResult> ImportAsync(HttpContext context, TrustDesk desk, TrustBody body, CancellationToken cancellationToken) => body.Content is null
        ? AdminAnswers.Refused("content is missing.", "Give the certificates in Base64.")
        : AdminAnswers.Of(await desk.ImportAsync(new TrustWish(body.Environment, body.Purpose, "content", body.Content, body.AsAnchor ?? false, body.Fingerprints ?? [], AdminAnswers.Actor(context)), cancellationToken));

    private static async Task<IResult> RemoveAsync(HttpContext context, TrustDesk desk, string fingerprint, string? environment, string? purpose, bool? force, CancellationToken cancellationToken) =>
        AdminAnswers.Of(await desk.RemoveAsync(fingerprint, environment, purpose, force ?? false, AdminAnswers.Actor(context), cancellationToken));
}
