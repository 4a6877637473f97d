using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Security.Certificates;
using SdkNode.Security.Pkcs11;

namespace SdkNode.Node.Keys;

/// <summary>The keys in the store, shared by its nodes. A pair that has been read is the same object as long as its row holds the same.</summary>
internal sealed class KeyStore(Func<NodeDb> open, SecretStore secrets, NodeSetup setup, TimeProvider clock)
{
    private readonly Dictionary<(Guid Id, string Fingerprint), KeyPair> _pairs = [];

    /// <summary>The rows, oldest first.</summary>
    public async Task<IReadOnlyList<KeyRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Keys.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>A value that changes with every change of any row.</summary>
    public async Task<string> VersionAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        var rows = await db.Keys.AsNoTracking().OrderBy(row => row.Id).Select(row => new { row.Id, row.ChangedAt }).ToListAsync(cancellationToken);

        // All of them, not the newest alone: of two changes at the same time the later one may become visible first.
        return string.Join(' ', rows.Select(row => $"{row.Id:N}/{row.ChangedAt.UtcTicks}"));
    }

    /// <summary>Adds a key; its private half is sealed, and the event logged, in the same transaction.</summary>
    public Task AddAsync(KeyRow row, byte[]? privateKey, SecurityLogRow entry, CancellationToken cancellationToken) => StoreTransaction.RunAsync(open, async db =>
    {
        Touch(row);
        db.Keys.Add(row);
        db.SecurityLog.Add(entry);
        if (privateKey is not null)
        {
            db.Secrets.Add(secrets.Seal(SecretOf(row.Id), privateKey));
        }

        return true;
    }, cancellationToken);

    /// <summary>Changes a key and logs the event; false when the row is not there any more.</summary>
    public Task<bool> ChangeAsync(Guid id, Action<KeyRow> change, SecurityLogRow entry, CancellationToken cancellationToken) => StoreTransaction.RunAsync(open, async db =>
    {
        if (await db.Keys.FindAsync([id], cancellationToken) is not { } row)
        {
            return false;
        }

        change(row);
        db.SecurityLog.Add(entry);
        Touch(row);
        return true;
    }, cancellationToken);

    /// <summary>How many messages of a participant have come and are not opened yet.</summary>
    public async Task<int> CountUnopenedAsync(string environment, string participant, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Work.CountAsync(work => work.Kind == WorkKind.Open && db.Messages.Any(row => row.Id == work.MessageId && row.Environment == environment && row.Participant == participant), cancellationToken);
    }

    /// <summary>The private key of a row, or null where it has none; of one in the hardware module the row's secret says where.</summary>
    /// <exception cref="InvalidDataException">It was sealed by another node key, or has been altered, or the module does not give it.</exception>
    public async Task<RSA?> PrivateKeyAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await secrets.FindAsync(SecretOf(id), cancellationToken) is not { } octets)
        {
            return null;
        }

        if (Pkcs11Uri.Parse(Encoding.UTF8.GetString(octets)) is { } place)
        {
            return Find(place);
        }

        var key = RSA.Create();
        key.ImportPkcs8PrivateKey(octets, out _);
        CryptographicOperations.ZeroMemory(octets);
        return key;
    }

    /// <summary>Every key with a certificate, in each of its slots, and what cannot be read: one bad key stops no other. Not to be called by several at a time.</summary>
    public async Task<(IReadOnlyList<StoredKey> Keys, IReadOnlyList<string> Unreadable)> LoadAsync(CancellationToken cancellationToken)
    {
        var keys = new List<StoredKey>();
        var unreadable = new List<string>();
        foreach (var row in (await ListAsync(cancellationToken)).Where(row => row.Certificate is not null))
        {
            KeyPair? pair;
            IReadOnlyList<KeyPurpose> purposes;
            try
            {
                purposes = KeyPurposes.Parse(row.Purposes);
                pair = row.InSettings ? null : await PairAsync(row, cancellationToken);
            }
            catch (Exception e) when (e is InvalidDataException or CryptographicException or ArgumentException or InvalidOperationException or KeyNotFoundException)
            {
                unreadable.Add($"{KeyNames.Of(row)} for {row.Environment} {row.Purposes}: {e.Message}");
                continue;
            }

            keys.AddRange(purposes.Select(purpose => new StoredKey(
                new KeySlot(row.Environment, purpose, row.Participant), row.Fingerprint!, pair, row.ActiveFrom, row.RetiredAt, row.Id)));
        }

        return (keys, unreadable);
    }

    private async Task<KeyPair> PairAsync(KeyRow row, CancellationToken cancellationToken)
    {
        if (!_pairs.TryGetValue((row.Id, row.Fingerprint!), out var pair))
        {
            var certificate = X509CertificateLoader.LoadCertificate(row.Certificate!);
            var key = await PrivateKeyAsync(row.Id, cancellationToken) ?? throw new InvalidDataException($"The private key of {row.Fingerprint![..10]} is not in the store.");
            if (Pkcs11Token.Holds(key))
            {
                // It stays in its module.
                return _pairs[(row.Id, row.Fingerprint!)] = new KeyPair(certificate, key, Chain(row.Chain));
            }

            using (certificate)
            using (key)
            {
                _pairs[(row.Id, row.Fingerprint!)] = pair = KeyPair.From(certificate.CopyWithPrivateKey(key), Chain(row.Chain));
            }
        }

        return pair;
    }

    private RSA Find(Pkcs11Uri place)
    {
        if (setup.Pkcs11 is not { } token)
        {
            throw new InvalidDataException($"The private key is {place}, and the settings name no hardware module (Pkcs11).");
        }

        return token.Find(place).TryGet(out var key, out var fault) ? key : throw new InvalidDataException($"{fault.Detail} {fault.Remedy}");
    }

    private static IReadOnlyList<X509Certificate2> Chain(string? pem)
    {
        if (string.IsNullOrEmpty(pem))
        {
            return [];
        }

        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(pem);
        return [.. chain];
    }

    // Later than its last change, whatever the clock says: other nodes see by it that something has changed.
    private void Touch(KeyRow row)
    {
        var now = clock.GetUtcNow();
        row.ChangedAt = now > row.ChangedAt ? now : row.ChangedAt.AddTicks(1);
    }

    private static string SecretOf(Guid id) => $"key:{id:N}";
}

/// <summary>What the store says of a key in one of its slots.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Fingerprint">The certificate's SHA-256 fingerprint.</param>
/// <param name="Pair">Certificate and private key; null where the settings have them.</param>
/// <param name="ActiveFrom">From when on it signs, or is shown.</param>
/// <param name="RetiredAt">Since when it counts no more.</param>
/// <param name="Id">Its row.</param>
internal sealed record StoredKey(KeySlot Slot, string Fingerprint, KeyPair? Pair, DateTimeOffset? ActiveFrom, DateTimeOffset? RetiredAt, Guid Id);
