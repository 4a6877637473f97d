using SdkNode.Node.Configuration;
using SdkNode.Node.Keys;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Api.Admin;

/// <summary>A key that is wanted, with the request for its certificate.</summary>
/// <param name="Environment">The environment; may be left out where there is one.</param>
/// <param name="Purpose">ap, tls, o2o, or one of the single purposes.</param>
/// <param name="Participant">The participant, for O2O; may be left out where there is one.</param>
/// <param name="Subject">The subject; left out in a renewal.</param>
/// <param name="DnsNames">Host names for TLS; left out in a renewal.</param>
/// <param name="Bits">The key's length, 3072 or 4096; left out: 3072.</param>
/// <param name="Pkcs11">Where in the hardware module it is made, as pkcs11:token=SDK;object=ap-2026; left out: in the store.</param>
internal sealed record KeyRequestBody(string? Environment, string Purpose, string? Participant, string? Subject, IReadOnlyList<string>? DnsNames, int? Bits, string? Pkcs11);

/// <summary>A certificate or key to take in.</summary>
/// <param name="Environment">The environment; of a certificate that was requested here not needed.</param>
/// <param name="Purpose">ap, tls, o2o, or one of the single purposes; of a certificate that was requested here not needed.</param>
/// <param name="Participant">The participant, for O2O.</param>
/// <param name="Content">The file in Base64: PEM, DER or PKCS#12.</param>
/// <param name="Password">Its password.</param>
/// <param name="ActiveFrom">From when on it counts; left out: at once where there is none in use, else when it is activated.</param>
internal sealed record KeyImportBody(string? Environment, string? Purpose, string? Participant, byte[] Content, string? Password, DateTimeOffset? ActiveFrom);

/// <summary>From when on a key counts.</summary>
/// <param name="From">The time; left out: now.</param>
internal sealed record KeyActivation(DateTimeOffset? From);

/// <summary>What was done with a key.</summary>
/// <param name="Key">The key as it is now.</param>
/// <param name="Notes">What to know or do next.</param>
internal sealed record KeyChanged(KeyLine? Key, IReadOnlyList<string> Notes);

/// <summary>The keys of ours from their request to their retirement. A private key comes in by an import and never out.</summary>
internal static class AdminKeys
{
    /// <summary>Maps the operations.</summary>
    public static void Map(RouteGroupBuilder admin)
    {
        var keys = admin.MapGroup("/keys").WithTags("Keys");
        keys.MapGet("", async (NodeSetup setup, KeyStore store, CancellationToken cancellationToken) => KeyLine.All(setup, await store.ListAsync(cancellationToken)))
            .Describe<IReadOnlyList<KeyLine>>("listKeys", AdminScopes.Read, "The keys: what each is for, where it stands, until when it is valid.");
        keys.MapGet("/check", KeyCheck.AllAsync).Describe<IReadOnlyList<KeyVerdict>>("checkKeys", AdminScopes.Read, "Every certificate as partners will judge it, revocation included.");
        keys.MapGet("/revocation", (CertificateVerifier verifier) => verifier.KeptStatuses).Describe<IReadOnlyList<KeptStatus>>("listRevocation", AdminScopes.Read, "What this process remembers of CRLs and OCSP, ours and partners', and until when.");
        keys.MapPost("/requests", RequestAsync).Describe<KeyChanged>("requestKey", AdminScopes.Certificates, "Make a key, which stays in the node, and the request for its certificate (in key.request, PEM).");
        keys.MapPost("/imports", ImportAsync).Describe<KeyChanged>("importKey", AdminScopes.Certificates, "Take in a certificate or a key; what does not fit is refused.");
        keys.MapPost("/{name}/activate", ActivateAsync).Describe<KeyChanged>("activateKey", AdminScopes.Certificates, "Let a key sign, or be shown, from a time on.");
        keys.MapPost("/{name}/retire", RetireAsync).Describe<KeyChanged>("retireKey", AdminScopes.Certificates, "Let a key count no more, not even for opening.");
    }

    private static async Task<IResult> RequestAsync(HttpContext context, KeyDesk desk, NodeSetup setup, KeyStore store, KeyRequestBody body, CancellationToken cancellationToken) => await ShowAsync(
        desk.RequestAsync(new RequestWish(new KeyPlace(body.Environment, body.Purpose, body.Participant), body.Subject, body.DnsNames ?? [], body.Bits ?? 3072, AdminAnswers.Actor(context)) { Pkcs11 = body.Pkcs11 }, cancellationToken), setup, store, cancellationToken);

    private static async Task<IResult> ImportAsync(HttpContext context, KeyDesk desk, NodeSetup setup, KeyStore store, KeyImportBody body, CancellationToken cancellationToken) => body.Content is null
        ? AdminAnswers.Refused("content is missing.", "Give the file in Base64.")
        : await ShowAsync(
            desk.ImportAsync(new ImportWish(new KeyPlace(body.Environment, body.Purpose, body.Participant), "content", body.Content, body.Password, body.ActiveFrom, AdminAnswers.Actor(context)), cancellationToken), setup, store, cancellationToken);

    private static async Task<IResult> ActivateAsync(HttpContext context, KeyDesk desk, NodeSetup setup, KeyStore store, string name, KeyActivation body, CancellationToken cancellationToken) =>
        await ShowAsync(desk.ActivateAsync(name, body.From, AdminAnswers.Actor(context), cancellationToken), setup, store, cancellationToken);

    private static async Task<IResult> RetireAsync(HttpContext context, KeyDesk desk, NodeSetup setup, KeyStore store, string name, bool? force, CancellationToken cancellationToken) =>
        await ShowAsync(desk.RetireAsync(name, force ?? false, AdminAnswers.Actor(context), cancellationToken), setup, store, cancellationToken);

    private static async Task<IResult> ShowAsync(Task<Security.Result<KeyDone, Administration.DeskFault>> act, NodeSetup setup, KeyStore store, CancellationToken cancellationToken)
    {
        var outcome = await act;
        var lines = KeyLine.All(setup, await store.ListAsync(cancellationToken));
        return AdminAnswers.Of(outcome, done => new KeyChanged(KeyLine.Find(lines, done.Row), done.Notes));
    }
}
