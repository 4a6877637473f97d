using System.Collections.Concurrent;
using System.Globalization;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Keys;

/// <summary>
/// The keys of this node by slot, as they count at this moment: what the settings name and what the store holds. Read at each use, so
/// that nothing needs a restart. Safe for several threads; what was read before a change goes on to work.
/// </summary>
internal sealed class KeyRing(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, string> _refused = new();
    private IReadOnlyDictionary<KeySlot, IReadOnlyList<OwnKey>> _settings = new Dictionary<KeySlot, IReadOnlyList<OwnKey>>();
    private volatile Snapshot _snapshot = new(new Dictionary<KeySlot, IReadOnlyList<OwnKey>>());

    /// <summary>All keys by slot.</summary>
    public IReadOnlyDictionary<KeySlot, IReadOnlyList<OwnKey>> Slots => _snapshot.Slots;

    /// <summary>The slots that the settings ask for, filled or not, with what the settings name.</summary>
    public IReadOnlyDictionary<KeySlot, IReadOnlyList<OwnKey>> Settings => _settings;

    /// <summary>Sets what the settings name. To be called once, before anything is read.</summary>
    public void Begin(IReadOnlyDictionary<KeySlot, IReadOnlyList<OwnKey>> settings)
    {
        _settings = settings;
        Replace([]);
    }

    /// <summary>
    /// Sets what the store holds. Of a certificate that stands in both the store's word counts: it may have retired a key of the settings.
    /// </summary>
    public void Replace(IReadOnlyList<StoredKey> stored)
    {
        var slots = new Dictionary<KeySlot, List<OwnKey>>();
        foreach (var (slot, keys) in _settings)
        {
            slots[slot] = [.. keys];
        }

        foreach (var key in stored)
        {
            if (!slots.TryGetValue(key.Slot, out var keys))
            {
                slots[key.Slot] = keys = [];
            }

            var known = keys.FindIndex(other => other.Fingerprint == key.Fingerprint);
            if (known >= 0)
            {
                keys[known] = new OwnKey(keys[known].Pair, key.ActiveFrom, key.RetiredAt, key.Id);
            }
            else if (key.Pair is { } pair)
            {
                keys.Add(new OwnKey(pair, key.ActiveFrom, key.RetiredAt, key.Id));
            }
        }

        _snapshot = new Snapshot(slots.ToDictionary(slot => slot.Key, slot => (IReadOnlyList<OwnKey>)slot.Value));
    }

    /// <summary>Says that a certificate is not accepted any more (revoked, not trusted), or with null that it is again.</summary>
    public void Refuse(string fingerprint, string? why)
    {
        if (why is null)
        {
            _refused.TryRemove(fingerprint, out _);
        }
        else
        {
            _refused[fingerprint] = why;
        }
    }

    /// <summary>The key that signs or is shown now: of those that are active the one that became so last. Null where none may be used.</summary>
    public KeyPair? Current(KeySlot slot) => CurrentKey(slot)?.Pair;

    /// <summary>As <see cref="Current"/>, with what is known about it.</summary>
    public OwnKey? CurrentKey(KeySlot slot)
    {
        var now = clock.GetUtcNow();
        return Active(slot, now).FirstOrDefault(key => Fault(key, now) is null);
    }

    /// <summary>All keys that open: every one that is not retired, active yet or not, expired or not (O2O-2). The same list until something changes.</summary>
    public IReadOnlyList<KeyPair> Opening(KeySlot slot) => _snapshot.Opening(slot);

    /// <summary>Why a slot has no key that may be used now, for people; null where it has one.</summary>
    public string? Gap(KeySlot slot)
    {
        var now = clock.GetUtcNow();
        if (slot.Purpose.Opens() ? Opening(slot).Count > 0 : CurrentKey(slot) is not null)
        {
            return null;
        }

        var last = Active(slot, now).FirstOrDefault();
        return last is not null
            ? $"The certificate for {slot} cannot be used: {Fault(last, now)}"
            : Slots.GetValueOrDefault(slot)?.Any(key => key.RetiredAt is null) == true
                ? $"No certificate for {slot} is active yet."
                : $"There is no certificate for {slot}.";
    }

    /// <summary>What is wrong with a certificate now; null where it may be used.</summary>
    public string? Fault(OwnKey key) => Fault(key, clock.GetUtcNow());

    private string? Fault(OwnKey key, DateTimeOffset now)
    {
        var (from, to) = (CertificateNames.ValidFrom(key.Pair.Certificate), CertificateNames.ValidTo(key.Pair.Certificate));
        return now > to ? string.Create(CultureInfo.InvariantCulture, $"{key.Name} ({key.Pair.CommonName}) expired {to:yyyy-MM-dd HH:mm} UTC.")
            : now < from ? string.Create(CultureInfo.InvariantCulture, $"{key.Name} ({key.Pair.CommonName}) is valid only from {from:yyyy-MM-dd HH:mm} UTC.")
            : _refused.TryGetValue(key.Fingerprint, out var why) ? $"{key.Name} ({key.Pair.CommonName}) is not accepted: {why}"
            : null;
    }

    private IEnumerable<OwnKey> Active(KeySlot slot, DateTimeOffset now) =>
        (Slots.GetValueOrDefault(slot) ?? []).Where(key => key.RetiredAt is null && key.ActiveFrom <= now)
            .OrderByDescending(key => key.ActiveFrom).ThenByDescending(key => key.Pair.Certificate.NotBefore);

    private sealed class Snapshot(IReadOnlyDictionary<KeySlot, IReadOnlyList<OwnKey>> slots)
    {
        private readonly Dictionary<KeySlot, IReadOnlyList<KeyPair>> _opening = slots.Where(slot => slot.Key.Purpose.Opens())
            .ToDictionary(slot => slot.Key, slot => (IReadOnlyList<KeyPair>)[.. slot.Value.Where(key => key.RetiredAt is null).Select(key => key.Pair)]);

        public IReadOnlyDictionary<KeySlot, IReadOnlyList<OwnKey>> Slots => slots;

        public IReadOnlyList<KeyPair> Opening(KeySlot slot) => _opening.GetValueOrDefault(slot) ?? [];
    }
}
