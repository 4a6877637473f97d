using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Keys;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Tests.Keys;

/// <summary>Which of several keys counts, from when and until when.</summary>
public sealed class KeyRingTests : IDisposable
{
    private static readonly KeySlot s_signing = new("qa", KeyPurpose.O2OSigning, "0203:kristinehamn.example");
    private static readonly KeySlot s_opening = new("qa", KeyPurpose.O2ODecryption, "0203:kristinehamn.example");

    private readonly Support.TestClock _clock = new(TimeProvider.System.GetUtcNow());
    private readonly List<KeyPair> _pairs = [];

    public void Dispose() => _pairs.ForEach(pair => pair.Dispose());

    [Fact]
    public void Of_two_keys_the_one_signs_that_became_active_last_and_both_open_until_one_is_retired()
    {
        var (old, coming) = (Pair(), Pair());
        var ring = Ring(old);
        var from = _clock.Now.AddHours(1);
        ring.Replace(Stored(coming, from));
        Assert.Equal([old, coming], ring.Opening(s_opening));
        Assert.Same(old, ring.Current(s_signing));
        _clock.Now = from;
        Assert.Same(coming, ring.Current(s_signing));

        // The store's word counts for a key of the settings too.
        ring.Replace([.. Stored(coming, from), .. Stored(old, DateTimeOffset.MinValue, retired: _clock.Now, inSettings: true)]);
        Assert.Equal([coming], ring.Opening(s_opening));
        Assert.Same(coming, ring.Current(s_signing));
    }

    [Fact]
    public void A_key_that_nobody_has_activated_signs_nothing_and_opens_already()
    {
        var (old, reserve) = (Pair(), Pair());
        var ring = Ring(old);
        ring.Replace(Stored(reserve, null));
        Assert.Same(old, ring.Current(s_signing));
        Assert.Contains(reserve, ring.Opening(s_opening));
    }

    [Fact]
    public void A_certificate_that_has_run_out_signs_no_more_and_says_so_and_still_opens()
    {
        var old = Pair(_clock.Now.AddDays(1));
        var ring = Ring(old);
        Assert.Null(ring.Gap(s_signing));
        _clock.Now = _clock.Now.AddDays(2);
        Assert.Null(ring.Current(s_signing));
        Assert.Contains("cannot be used", ring.Gap(s_signing), StringComparison.Ordinal);
        Assert.Contains("expired", ring.Gap(s_signing), StringComparison.Ordinal);
        Assert.Equal([old], ring.Opening(s_opening));
        Assert.Null(ring.Gap(s_opening));
    }

    [Fact]
    public void Where_the_newest_cannot_be_used_the_one_before_goes_on()
    {
        var (old, newer) = (Pair(), Pair());
        var ring = Ring(old);
        ring.Replace(Stored(newer, _clock.Now));
        Assert.Same(newer, ring.Current(s_signing));
        ring.Refuse(OwnKey.FingerprintOf(newer), "it is revoked.");
        Assert.Same(old, ring.Current(s_signing));
        ring.Refuse(OwnKey.FingerprintOf(newer), null);
        Assert.Same(newer, ring.Current(s_signing));
    }

    [Fact]
    public void A_slot_without_any_key_says_so_and_a_row_about_a_key_that_the_settings_no_longer_name_is_nothing()
    {
        var ring = new KeyRing(_clock);
        ring.Begin(new Dictionary<KeySlot, IReadOnlyList<OwnKey>> { [s_signing] = [], [s_opening] = [] });
        Assert.Contains("There is no certificate for qa o2o-signing", ring.Gap(s_signing), StringComparison.Ordinal);
        ring.Replace(Stored(Pair(), _clock.Now, inSettings: true));
        Assert.Null(ring.Current(s_signing));
        Assert.Empty(ring.Opening(s_opening));
        ring.Replace(Stored(Pair(), null));
        Assert.Contains("is active yet", ring.Gap(s_signing), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_read_stays_the_same_object_until_something_changes()
    {
        var ring = Ring(Pair());
        var list = ring.Opening(s_opening);
        Assert.Same(list, ring.Opening(s_opening));
        ring.Replace([]);
        Assert.NotSame(list, ring.Opening(s_opening));
    }

    private KeyRing Ring(KeyPair pair)
    {
        var ring = new KeyRing(_clock);
        IReadOnlyList<OwnKey> keys = [new OwnKey(pair, DateTimeOffset.MinValue, null, null)];
        ring.Begin(new Dictionary<KeySlot, IReadOnlyList<OwnKey>> { [s_signing] = keys, [s_opening] = keys });
        return ring;
    }

    private static IReadOnlyList<StoredKey> Stored(KeyPair pair, DateTimeOffset? from, DateTimeOffset? retired = null, bool inSettings = false) =>
        [.. new[] { s_signing, s_opening }.Select(slot => new StoredKey(slot, OwnKey.FingerprintOf(pair), inSettings ? null : pair, from, retired, Guid.NewGuid()))];

    private KeyPair Pair(DateTimeOffset? end = null)
    {
        using var key = KeyPool.Next(2048);
        var request = new CertificateRequest("CN=Kristinehamn", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var pair = KeyPair.From(request.CreateSelfSigned(_clock.Now.AddDays(-1), end ?? _clock.Now.AddDays(700)));
        _pairs.Add(pair);
        return pair;
    }
}
