using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Administration;
using SdkNode.Node.Audit;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Security;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Keys;

/// <summary>A wish for a key and a request for its certificate.</summary>
/// <param name="Place">What it is for.</param>
/// <param name="Subject">The subject; null in a renewal, which keeps the one in use.</param>
/// <param name="DnsNames">Host names for TLS; empty in a renewal.</param>
/// <param name="Bits">The key's length.</param>
/// <param name="By">Who asks.</param>
internal sealed record RequestWish(KeyPlace Place, string? Subject, IReadOnlyList<string> DnsNames, int Bits, string By)
{
    /// <summary>Where in the hardware module the key is to be made, as <c>pkcs11:token=SDK;object=ap-2026</c>; null: in the store.</summary>
    public string? Pkcs11 { get; init; }
}

/// <summary>A certificate or key to take in.</summary>
/// <param name="Place">What it is for; empty for a certificate that was requested here.</param>
/// <param name="FileName">What faults call the file.</param>
/// <param name="Content">The file.</param>
/// <param name="Password">Its password.</param>
/// <param name="ActiveFrom">From when on it counts; null: at once where there is none in use, else when it is activated.</param>
/// <param name="By">Who brings it.</param>
internal sealed record ImportWish(KeyPlace Place, string FileName, byte[] Content, string? Password, DateTimeOffset? ActiveFrom, string By);

/// <summary>What was done with a key.</summary>
/// <param name="Row">The key as it is now.</param>
/// <param name="Notes">What to know or do next.</param>
internal sealed record KeyDone(KeyRow Row, IReadOnlyList<string> Notes);

/// <summary>
/// An administrator's work with keys: order, take in, activate, retire. What is done counts at once, on every node of the store; nothing
/// needs a restart.
/// </summary>
internal sealed class KeyDesk(NodeSetup setup, KeyStore store, KeyKeeper keeper, CertificateVerifier verifier, KeyAccess access)
{
    private readonly KeyFit _fit = new(setup.Keys, verifier, access.Development);

    private TimeProvider Clock => verifier.Clock;

    /// <summary>Makes a key, which stays here, and the request for its certificate.</summary>
    public async Task<Result<KeyDone, DeskFault>> RequestAsync(RequestWish wish, CancellationToken cancellationToken)
    {
        if (!KeyTarget.Read(wish.Place, setup).TryGet(out var target, out var fault))
        {
            return fault;
        }

        if (!CertificateOrder.KeyBits.Contains(wish.Bits))
        {
            return new DeskFault($"Keys of {wish.Bits} bits are not made (PKI-4).", $"Use {string.Join(" or ", CertificateOrder.KeyBits)}.");
        }

        var inUse = target.Slots.Select(slot => Newest(slot)?.Pair.Certificate).FirstOrDefault(certificate => certificate is not null);
        if (!CertificateOrder.Read(target, wish.Subject, wish.DnsNames, inUse).TryGet(out var make, out fault))
        {
            return fault;
        }

        if (!KeyMaker.Make(wish, target, setup.Pkcs11).TryGet(out var made, out fault))
        {
            return fault;
        }

        using var key = made.Key;
        var row = Row(target, wish.By);
        row.Request = make(key);
        await store.AddAsync(row, made.Secret, Entry(SecurityLog.KeyOrdered, row, wish.By), cancellationToken);
        return new KeyDone(row, ["Send the request to the issuer. When the certificate has come: sdknode certs import FILE"]);
    }

    /// <summary>Takes in the certificate of a request, or a key that was made elsewhere with its certificate; refuses what does not fit.</summary>
    public async Task<Result<KeyDone, DeskFault>> ImportAsync(ImportWish wish, CancellationToken cancellationToken)
    {
        if (!KeyFile.Read(wish.FileName, wish.Content, wish.Password).TryGet(out var file, out var fault))
        {
            return fault;
        }

        var rows = await store.ListAsync(cancellationToken);
        var fingerprint = file.Certificate.GetCertHashString(HashAlgorithmName.SHA256);
        if (rows.FirstOrDefault(row => row.Fingerprint == fingerprint) is { } known)
        {
            return known.RetiredAt is not null ? await TakeBackAsync(known, file, wish.By, cancellationToken) : new DeskFault($"The certificate {fingerprint[..10]} is here already, for {known.Environment} {known.Purposes}.", "See: sdknode certs list");
        }

        var request = file.PrivateKey is null ? await RequestOfAsync(rows, file.Certificate, cancellationToken) : null;
        if (file.PrivateKey is null && request is null)
        {
            return new DeskFault(
                $"No request of this node has the key of this certificate ({CertificateNames.Describe(file.Certificate)}).",
                "Import the certificate that answers a request (sdknode certs list), or a file that holds the private key too.");
        }

        var place = request is null ? wish.Place : new KeyPlace(request.Environment, KeyPurposes.NameOf([.. KeyPurposes.Parse(request.Purposes)]), request.Participant.Length == 0 ? null : request.Participant);
        if (!KeyTarget.Read(place, setup).TryGet(out var target, out fault))
        {
            return fault;
        }

        var notes = new List<string>();
        return await _fit.CheckAsync(target, file, notes, cancellationToken) is { } unfit
            ? unfit
            : await TakeAsync(wish, file, request, target, notes, cancellationToken);
    }

    /// <summary>Lets a key sign, or be shown, from a time on.</summary>
    public async Task<Result<KeyDone, DeskFault>> ActivateAsync(string name, DateTimeOffset? from, string by, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(name, by, cancellationToken)).TryGet(out var found, out var fault))
        {
            return fault;
        }

        if (found.Certificate is null)
        {
            return new DeskFault("Its certificate has not come yet.", "Import it first: sdknode certs import FILE");
        }

        using var certificate = X509CertificateLoader.LoadCertificate(found.Certificate);
        var at = from ?? Clock.GetUtcNow();
        if (at < CertificateNames.ValidFrom(certificate) || at > CertificateNames.ValidTo(certificate))
        {
            return new DeskFault($"It is not valid at {at:yyyy-MM-dd HH:mm}Z ({CertificateNames.Describe(certificate)}).", "Choose a time at which it is valid.");
        }

        if (found.RetiredAt is not null)
        {
            return new DeskFault("It is retired.", "Import it again, or order another one.");
        }

        // What counts already would stop counting until then.
        var now = Clock.GetUtcNow();
        if (found.ActiveFrom <= now && at > now)
        {
            return new DeskFault($"It counts since {found.ActiveFrom:yyyy-MM-dd HH:mm}Z already; from a later time on it would not count until then.", "Activate its successor for that time instead.");
        }

        at = at < now ? now : at;

        return await ChangeAsync(found, row => row.ActiveFrom = at, Entry(SecurityLog.KeyActivated, found, by, $"from {at:yyyy-MM-dd HH:mm}Z on"), [at > Clock.GetUtcNow() ? $"It counts from {at:yyyy-MM-dd HH:mm}Z on; until then the one in use goes on." : "It counts from now on."], cancellationToken);
    }

    /// <summary>Lets a key count no more, not even for opening.</summary>
    /// <param name="name">The key.</param>
    /// <param name="force">Even where something stops by it.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task<Result<KeyDone, DeskFault>> RetireAsync(string name, bool force, string by, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(name, by, cancellationToken)).TryGet(out var found, out var fault))
        {
            return fault;
        }

        if (!force && found.Certificate is not null && KeyPurposes.Parse(found.Purposes).Select(purpose => Needed(new KeySlot(found.Environment, purpose, found.Participant), found.Fingerprint!)).FirstOrDefault(why => why is not null) is { } needed)
        {
            return new DeskFault(needed, "Activate its successor and wait a day, or say --force.");
        }

        if (!force && KeyPurposes.Parse(found.Purposes).Contains(KeyPurpose.O2ODecryption) && await store.CountUnopenedAsync(found.Environment, found.Participant, cancellationToken) is > 0 and var unopened)
        {
            return new DeskFault($"{unopened} messages that have come are not opened yet, and may be encrypted to it.", "Wait until they are, see \"sdknode messages\", or say --force: what cannot be opened is rejected.");
        }

        return await ChangeAsync(found, row => row.RetiredAt = Clock.GetUtcNow(), Entry(SecurityLog.KeyRetired, found, by), ["It counts no more. What is encrypted to it can no longer be opened here."], cancellationToken);
    }

    // One that was retired by mistake: its private key is here still, and opens again. It signs when it is activated.
    private async Task<Result<KeyDone, DeskFault>> TakeBackAsync(KeyRow row, KeyFile file, string by, CancellationToken cancellationToken)
    {
        if (!KeyTarget.Read(new KeyPlace(row.Environment, KeyPurposes.NameOf([.. KeyPurposes.Parse(row.Purposes)]), row.Participant.Length == 0 ? null : row.Participant), setup).TryGet(out var target, out var fault))
        {
            return fault;
        }

        var notes = new List<string>();
        return await _fit.CheckAsync(target, file, notes, cancellationToken) is { } unfit
            ? unfit
            : await ChangeAsync(row, kept => (kept.RetiredAt, kept.ActiveFrom) = (null, null), Entry(SecurityLog.KeyImported, row, by), [.. notes, $"It is no longer retired. To sign with it: sdknode certs activate {row.Fingerprint![..10]}"], cancellationToken);
    }

    private async Task<Result<KeyDone, DeskFault>> TakeAsync(ImportWish wish, KeyFile file, KeyRow? request, KeyTarget target, List<string> notes, CancellationToken cancellationToken)
    {
        var isFirst = target.Slots.All(slot => setup.Keys.CurrentKey(slot) is null);
        var now = Clock.GetUtcNow();
        if (wish.ActiveFrom > CertificateNames.ValidTo(file.Certificate))
        {
            return new DeskFault($"It is not valid any more at {wish.ActiveFrom:yyyy-MM-dd HH:mm}Z ({CertificateNames.Describe(file.Certificate)}).", "Choose a time at which it is valid.");
        }

        var from = wish.ActiveFrom < now ? now : wish.ActiveFrom ?? (isFirst ? now : (DateTimeOffset?)null);
        var row = request ?? Row(target, wish.By);
        Fill(row);
        if (request is null)
        {
            await store.AddAsync(row, file.PrivateKey, Entry(SecurityLog.KeyImported, row, wish.By), cancellationToken);
        }
        else if (!await store.ChangeAsync(row.Id, Fill, Entry(SecurityLog.KeyImported, row, wish.By), cancellationToken))
        {
            return new DeskFault("The request was taken away meanwhile.", "Make a new one: sdknode certs request");
        }

        await keeper.ReloadAsync(CancellationToken.None);
        notes.Add(from is null
            ? $"The one in use goes on. When partners can find the new one in the directory: sdknode certs activate {row.Fingerprint![..10]}"
            : $"It counts from {from:yyyy-MM-dd HH:mm}Z on.");
        return new KeyDone(row, notes);

        void Fill(KeyRow kept)
        {
            kept.Certificate = file.Certificate.RawData;
            kept.Fingerprint = file.Certificate.GetCertHashString(HashAlgorithmName.SHA256);
            kept.Chain = file.Chain.Count == 0 ? null : string.Join('\n', file.Chain.Select(certificate => certificate.ExportCertificatePem()));
            kept.ActiveFrom = from;
        }
    }

    // A key of the settings gets a row when something is said of it.
    private async Task<Result<KeyRow, DeskFault>> FindAsync(string name, string by, CancellationToken cancellationToken)
    {
        var rows = (await store.ListAsync(cancellationToken)).Where(row => KeyNames.Matches(row, name)).ToList();
        if (rows is [var row])
        {
            return row;
        }

        var keys = setup.Keys.Settings.SelectMany(slot => slot.Value.Select(key => (Slot: slot.Key, Key: key))).Where(key => KeyNames.Matches(key.Key.Fingerprint, name))
            .GroupBy(key => (key.Slot.Environment, key.Slot.Participant, key.Key.Fingerprint)).ToList();
        if (rows.Count > 0 || keys.Count > 1)
        {
            return new DeskFault($"\"{name}\" means several keys.", "Give more of the fingerprint.");
        }

        if (keys is not [var found])
        {
            return new DeskFault($"There is no key \"{name}\".", "See: sdknode certs list");
        }

        return new KeyRow
        {
            Environment = found.Key.Environment,
            Participant = found.Key.Participant,
            Purposes = string.Join(' ', found.Select(key => KeyPurposes.NameOf([key.Slot.Purpose]))),
            Certificate = found.First().Key.Pair.Certificate.RawData,
            Fingerprint = found.Key.Fingerprint,
            InSettings = true,
            ActiveFrom = DateTimeOffset.MinValue,
            CreatedAt = Clock.GetUtcNow(),
            CreatedBy = by,
        };
    }

    private async Task<Result<KeyDone, DeskFault>> ChangeAsync(KeyRow found, Action<KeyRow> change, SecurityLogRow entry, IReadOnlyList<string> notes, CancellationToken cancellationToken)
    {
        change(found);
        if (found.Id == Guid.Empty)
        {
            found.Id = Guid.CreateVersion7();
            await store.AddAsync(found, null, entry, cancellationToken);
        }
        else if (!await store.ChangeAsync(found.Id, change, entry, cancellationToken))
        {
            return new DeskFault("The key was taken away meanwhile.", "See: sdknode certs list");
        }

        await keeper.ReloadAsync(CancellationToken.None);
        return new KeyDone(found, notes);
    }

    // One damaged request stops no other.
    private async Task<RSA?> ReadableAsync(KeyRow row, CancellationToken cancellationToken)
    {
        try
        {
            return await store.PrivateKeyAsync(row.Id, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or CryptographicException)
        {
            return null;
        }
    }

    private async Task<KeyRow?> RequestOfAsync(IReadOnlyList<KeyRow> rows, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        using var wanted = certificate.GetRSAPublicKey();
        if (wanted is null)
        {
            return null;
        }

        var name = wanted.ExportSubjectPublicKeyInfo();
        foreach (var row in rows.Where(row => row is { Request: not null, Certificate: null, RetiredAt: null }))
        {
            using var key = await ReadableAsync(row, cancellationToken);
            if (key is not null && key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(name))
            {
                return row;
            }
        }

        return null;
    }

    // Partners may have looked up the old certificate shortly before its successor was published, and encrypt to it until their copy is old.
    private string? Needed(KeySlot slot, string fingerprint)
    {
        var others = (setup.Keys.Slots.GetValueOrDefault(slot) ?? []).Where(key => key.Fingerprint != fingerprint && key.RetiredAt is null).ToList();
        var usable = others.Where(key => setup.Keys.Fault(key) is null && key.ActiveFrom <= Clock.GetUtcNow()).ToList();
        return usable.Count == 0 ? $"There is no other certificate for {slot} that is active and valid. {slot.Purpose.Need()}"
            : slot.Purpose.Opens() && usable.All(key => key.ActiveFrom > Clock.GetUtcNow().AddDays(-1)) ? $"Its successor for {slot} is active for less than a day: partners may still encrypt to this one."
            : null;
    }

    private OwnKey? Newest(KeySlot slot) =>
        setup.Keys.CurrentKey(slot) ?? (setup.Keys.Slots.GetValueOrDefault(slot) ?? []).MaxBy(key => key.Pair.Certificate.NotAfter);

    private SecurityLogRow Entry(string name, KeyRow row, string by, string? detail = null) => new()
    {
        Environment = row.Environment,
        Participant = row.Participant,
        At = Clock.GetUtcNow(),
        Event = name,
        Actor = by,
        Subject = $"{row.Purposes} {KeyNames.Of(row)}",
        Detail = detail,
    };

    private KeyRow Row(KeyTarget target, string by) => new()
    {
        Id = Guid.CreateVersion7(),
        Environment = target.Environment.Name,
        Participant = target.Participant,
        Purposes = string.Join(' ', target.Purposes.Select(purpose => KeyPurposes.NameOf([purpose]))),
        CreatedAt = Clock.GetUtcNow(),
        CreatedBy = by,
    };
}

/// <summary>What the desk may do here.</summary>
/// <param name="Development">Whether development certificates are accepted.</param>
internal sealed record KeyAccess(bool Development);

/// <summary>The names by which people call keys.</summary>
internal static class KeyNames
{
    private const int Shortest = 6;

    /// <summary>Whether a name is the beginning of the row's fingerprint, or of its id where it has no certificate yet.</summary>
    public static bool Matches(KeyRow row, string name) => Matches(row.Fingerprint ?? row.Id.ToString("N")[20..], name);

    /// <summary>Whether a name is the beginning of a fingerprint; colons and spaces do not count.</summary>
    public static bool Matches(string fingerprint, string name)
    {
        var digits = name.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return digits.Length >= Shortest && fingerprint.StartsWith(digits, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What people call a row by.</summary>
    public static string Of(KeyRow row) => row.Fingerprint?[..10] ?? row.Id.ToString("N")[20..30];
}
