using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Administration;
using SdkNode.Node.Alarms;
using SdkNode.Node.Demo;
using SdkNode.Node.Keys;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;
using SdkNode.Security;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Tests.Keys;

/// <summary>What an administrator may do with keys, what is refused, and what each refusal says.</summary>
public sealed class KeyDeskTests(PkiFixture pki) : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private StoreFile _file = null!;
    private RuntimeFolder _runtime = null!;
    private KeyStore _store = null!;
    private KeyKeeper _keeper = null!;
    private KeyDesk _desk = null!;
    private DevelopmentPki _pki = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = await StoreFile.MakeAsync();
        _runtime = await RuntimeFolder.MakeAsync(pki);
        _pki = (await pki.ServicesAsync()).Pki;
        (_store, _keeper, _desk) = Node(development: true);
    }

    public ValueTask DisposeAsync()
    {
        _keeper.Dispose();
        _runtime.Dispose();
        _http.Dispose();
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_request_renews_what_is_in_use_and_its_answer_waits_in_reserve_until_it_is_activated()
    {
        var row = Done(await _desk.RequestAsync(Wish("ap"), Cancelled)).Row;
        var request = CertificateRequest.LoadSigningRequest(row.Request!, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);
        Assert.Equal(3072, request.PublicKey.GetRSAPublicKey()!.KeySize);
        Assert.Contains("CN=AP0001-SDK-DEMO", request.SubjectName.Name, StringComparison.Ordinal);
        Assert.Equal(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, request.CertificateExtensions.OfType<X509KeyUsageExtension>().Single().KeyUsages);

        using var certificate = _pki.Ap.Answer(row.Request!);
        var before = _runtime.Setup.Environments[0].Signing;
        var done = Done(await ImportAsync(certificate));
        Assert.Contains(done.Notes, note => note.Contains("certs activate", StringComparison.Ordinal));
        Assert.Same(before, _runtime.Setup.Environments[0].Signing);
        Assert.Equal(2, _runtime.Setup.Environments[0].Keys.Decryption.Count);
        var line = Assert.Single(Lines(await _store.ListAsync(Cancelled)), line => line.Source == "store");
        Assert.StartsWith("in reserve, not activated", line.State, StringComparison.Ordinal);

        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1);
        Done(await _desk.ActivateAsync(line.Name, tomorrow, "anna", Cancelled));
        Assert.Same(before, _runtime.Setup.Environments[0].Signing);
        Done(await _desk.ActivateAsync(line.Name, null, "anna", Cancelled));
        Assert.Equal(certificate.Thumbprint, _runtime.Setup.Environments[0].Signing.Certificate.Thumbprint);
        Assert.True(_runtime.Setup.Environments[0].Signing.PrivateKey.SignData([1], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).Length > 0);

        // Who did what stands in the security log.
        await using var db = _file.Open();
        var log = await db.SecurityLog.AsNoTracking().OrderBy(entry => entry.Id).ToListAsync(Cancelled);
        Assert.Equal(["key-ordered", "key-imported", "key-activated", "key-activated"], log.Select(entry => entry.Event));
        Assert.All(log, entry => Assert.Equal("anna", entry.Actor));
    }

    [Fact]
    public async Task What_counts_already_is_not_put_off_and_what_was_retired_by_mistake_is_taken_back()
    {
        using var certificate = _pki.Ap.Answer(Done(await _desk.RequestAsync(Wish("ap"), Cancelled)).Row.Request!);
        Done(await ImportAsync(certificate));
        var name = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        Done(await _desk.ActivateAsync(name, TimeProvider.System.GetUtcNow().AddHours(-20), "anna", Cancelled));
        Assert.Equal(certificate.Thumbprint, _runtime.Setup.Environments[0].Signing.Certificate.Thumbprint);
        var refused = await _desk.ActivateAsync(name, TimeProvider.System.GetUtcNow().AddHours(3), "anna", Cancelled);
        Assert.Contains("counts since", refused.Fault!.Detail, StringComparison.Ordinal);
        Assert.Equal(certificate.Thumbprint, _runtime.Setup.Environments[0].Signing.Certificate.Thumbprint);

        Done(await _desk.RetireAsync(name, force: true, "anna", Cancelled));
        Assert.Single(_runtime.Setup.Environments[0].Keys.Decryption);
        Done(await ImportAsync(certificate));
        Assert.Equal(2, _runtime.Setup.Environments[0].Keys.Decryption.Count);
        Done(await _desk.ActivateAsync(name, null, "anna", Cancelled));
        Assert.Equal(certificate.Thumbprint, _runtime.Setup.Environments[0].Signing.Certificate.Thumbprint);
    }

    [Fact]
    public async Task A_request_for_TLS_keeps_the_host_names_and_asks_for_both_ends()
    {
        var row = Done(await _desk.RequestAsync(Wish("tls"), Cancelled)).Row;
        var request = CertificateRequest.LoadSigningRequest(row.Request!, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);
        var names = new X509SubjectAlternativeNameExtension(request.CertificateExtensions.Single(extension => extension.Oid!.Value == "2.5.29.17").RawData);
        Assert.Equal(["localhost"], names.EnumerateDnsNames());
        Assert.Equal(["127.0.0.1"], names.EnumerateIPAddresses().Select(address => address.ToString()));
        Assert.Equal(2, request.CertificateExtensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.Count);
    }

    [Theory]
    [InlineData("sky", null, 3072, "There is no purpose")]
    [InlineData("ap", "CN=AP9999-SDK-DEMO, C=SE", 3072, "party id")]
    [InlineData("ap", "AP0001", 3072, "is no subject")]
    [InlineData("tls", "O=Kristinehamn, C=SE", 3072, "no common name")]
    [InlineData("o2o", null, 2048, "2048 bits are not made")]
    public async Task A_request_that_cannot_be_right_is_refused_in_words(string purpose, string? subject, int bits, string why)
    {
        var fault = Refused(await _desk.RequestAsync(Wish(purpose) with { Subject = subject, Bits = bits }, Cancelled));
        Assert.Contains(why, fault.Detail, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Remedy);
        Assert.Empty(await _store.ListAsync(Cancelled));
    }

    [Fact]
    public async Task A_certificate_of_another_authority_usage_length_time_or_access_point_is_refused_and_says_which()
    {
        var ap = new KeyPlace(null, "ap", null);
        using var tls = _pki.Tls.Issue("AP0001-SDK-DEMO");
        using var weak = _pki.Ap.Issue("AP0001-SDK-DEMO", new IssueOptions { KeyBits = 1024 });
        using var old = _pki.Ap.Issue("AP0001-SDK-DEMO", new IssueOptions { NotBefore = DateTimeOffset.UtcNow.AddDays(-9), NotAfter = DateTimeOffset.UtcNow.AddDays(-1) });
        using var signsOnly = _pki.Ap.Issue("AP0001-SDK-DEMO", new IssueOptions { KeyUsages = X509KeyUsageFlags.DigitalSignature });
        using var other = _pki.Ap.Issue("AP0009-SDK-DEMO");
        foreach (var (pair, why) in new[] { (tls, "does not fit"), (weak, "1024 bits"), (old, "expired"), (signsOnly, "key usage"), (other, "AP0009-SDK-DEMO, and this one is AP0001-SDK-DEMO") })
        {
            var fault = Refused(await ImportAsync(pair, ap));
            Assert.Contains(why, fault.Detail, StringComparison.OrdinalIgnoreCase);
            Assert.NotEmpty(fault.Remedy);
        }

        Assert.Empty(await _store.ListAsync(Cancelled));
    }

    [Fact]
    public async Task A_certificate_without_its_key_a_damaged_file_and_a_wrong_password_are_refused()
    {
        using var stranger = _pki.Ap.Issue("AP0001-SDK-DEMO");
        Assert.Contains("No request of this node", Refused(await ImportAsync(stranger.Certificate)).Detail, StringComparison.Ordinal);
        Assert.Contains("export it again", Refused(await ImportAsync(new byte[500])).Detail, StringComparison.Ordinal);
        var p12 = stranger.Certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, "right");
        var fault = Refused(await _desk.ImportAsync(new ImportWish(new KeyPlace(null, "ap", null), "ap.p12", p12, "wrong", null, "anna"), Cancelled));
        Assert.Contains("password", fault.Detail, StringComparison.Ordinal);
        Assert.Contains("--password-file", fault.Remedy, StringComparison.Ordinal);
        Done(await _desk.ImportAsync(new ImportWish(new KeyPlace(null, "ap", null), "ap.p12", p12, "right", null, "anna"), Cancelled));
        Assert.Contains("here already", Refused(await _desk.ImportAsync(new ImportWish(new KeyPlace(null, "ap", null), "ap.p12", p12, "right", null, "anna"), Cancelled)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Production_a_development_certificate_is_refused()
    {
        var (_, keeper, desk) = Node(development: false);
        using (keeper)
        {
            using var pair = _pki.Ap.Issue("AP0001-SDK-DEMO");
            var fault = Refused(await desk.ImportAsync(new ImportWish(new KeyPlace(null, "ap", null), "ap.pem", Pem(pair), null, null, "anna"), Cancelled));
            Assert.Contains("development certificate", fault.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_last_key_of_a_purpose_is_retired_only_by_force_and_one_of_the_settings_like_any_other()
    {
        var name = OwnKey.FingerprintOf(_runtime.Setup.Environments[0].Signing);
        Assert.Contains("no other certificate", Refused(await _desk.RetireAsync(name, force: false, "anna", Cancelled)).Detail, StringComparison.Ordinal);
        Assert.Contains("There is no key", Refused(await _desk.RetireAsync("ABCDEF0123", force: false, "anna", Cancelled)).Detail, StringComparison.Ordinal);
        Done(await _desk.RetireAsync(name[..8], force: true, "anna", Cancelled));
        Assert.Null(_runtime.Setup.Environments[0].Keys.Signing);
        Assert.Null(_runtime.Environment.Receiver);
        Assert.Contains(await Alarms().OpenAsync(Cancelled), alarm => alarm.Kind == AlarmKinds.KeyMissing && alarm.Subject == "demo ap-signing");

        // Another one takes its place at once, since there is none in use.
        var row = Done(await _desk.RequestAsync(Wish("ap"), Cancelled)).Row;
        using var certificate = _pki.Ap.Answer(row.Request!);
        Done(await ImportAsync(certificate));
        Assert.NotNull(_runtime.Environment.Receiver);
        Assert.DoesNotContain(await Alarms().OpenAsync(Cancelled), alarm => alarm.Kind == AlarmKinds.KeyMissing);
    }

    [Fact]
    public async Task A_key_that_stored_messages_may_need_is_not_retired_before_they_are_opened()
    {
        var row = Done(await _desk.RequestAsync(Wish("o2o"), Cancelled)).Row;
        using var certificate = _pki.O2O.Answer(row.Request!);
        var key = Done(await ImportAsync(certificate)).Row.Fingerprint!;
        var message = StoreFile.Message();
        (message.Environment, message.Participant, message.Direction) = (DemoServices.Environment, DemoParty.Kristinehamn.Participant, Direction.Incoming);
        Assert.True(await _file.Store.AddAsync([message, WorkRow.For(message, WorkKind.Open, _file.Clock.Now)], Cancelled));
        Assert.Contains("1 messages that have come are not opened yet", Refused(await _desk.RetireAsync(key, force: false, "anna", Cancelled)).Detail, StringComparison.Ordinal);
        Done(await _desk.RetireAsync(key, force: true, "anna", Cancelled));
    }

    [Fact]
    public async Task Another_node_of_the_store_has_the_change_with_its_next_look()
    {
        using var other = await RuntimeFolder.MakeAsync(pki);
        using var keeper = new KeyKeeper(other.Setup, Store(), _file.Work, Alarms(), NullLogger<KeyKeeper>.Instance);
        await keeper.StartAsync(Cancelled);
        var row = Done(await _desk.RequestAsync(Wish("o2o"), Cancelled)).Row;
        using var certificate = _pki.O2O.Answer(row.Request!);
        Done(await ImportAsync(certificate));
        await keeper.WatchAsync(Cancelled);
        Assert.Contains(other.Setup.Environments[0].Participants[0].Keys.Decryption, pair => pair.Certificate.Thumbprint == certificate.Thumbprint);
    }

    [Fact]
    public async Task A_key_that_cannot_be_read_any_more_stops_no_other()
    {
        var row = Done(await _desk.RequestAsync(Wish("o2o"), Cancelled)).Row;
        using var certificate = _pki.O2O.Answer(row.Request!);
        Done(await ImportAsync(certificate));
        await using (var db = _file.Open())
        {
            await db.Secrets.ExecuteUpdateAsync(set => set.SetProperty(secret => secret.Sealed, new byte[100]), Cancelled);
        }

        var (keys, unreadable) = await Store().LoadAsync(Cancelled);
        Assert.Empty(keys);
        Assert.Contains("o2o-signing", Assert.Single(unreadable), StringComparison.Ordinal);
        using var other = await RuntimeFolder.MakeAsync(pki);
        using var keeper = new KeyKeeper(other.Setup, Store(), _file.Work, Alarms(), NullLogger<KeyKeeper>.Instance);
        await keeper.StartAsync(Cancelled);
        Assert.NotNull(other.Setup.Environments[0].Participants[0].Keys.Signing);
    }

    [Fact]
    public async Task No_private_key_lies_readable_in_the_database()
    {
        var row = Done(await _desk.RequestAsync(Wish("ap"), Cancelled)).Row;
        using var key = await _store.PrivateKeyAsync(row.Id, Cancelled);
        var secret = key!.ExportParameters(includePrivateParameters: true).P!;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(_file.FullName, "*", SearchOption.AllDirectories))
        {
            Assert.True((await File.ReadAllBytesAsync(file, Cancelled)).AsSpan().IndexOf(secret) < 0, file);
        }
    }

    [Theory]
    [InlineData(61, 0)]
    [InlineData(59, 1)]
    [InlineData(6.5, 1)]
    public async Task A_certificate_that_runs_out_is_told_in_time_anew_at_each_of_the_days_and_not_once_it_has_a_successor(double days, int alarms)
    {
        var row = Done(await _desk.RequestAsync(Wish("o2o"), Cancelled)).Row;
        using var certificate = _pki.O2O.Answer(row.Request!, new IssueOptions { NotAfter = TimeProvider.System.GetUtcNow().AddDays(days) });
        var name = Done(await ImportAsync(certificate)).Row.Fingerprint!;
        Done(await _desk.ActivateAsync(name, null, "anna", Cancelled));
        var watch = new CertificateWatch(_runtime.Setup, Alarms(), _runtime.Environment.Certificates);
        await watch.WarnAsync(Cancelled);
        await watch.WarnAsync(Cancelled);
        var open = (await Alarms().OpenAsync(Cancelled)).Where(alarm => alarm.Kind == AlarmKinds.CertificateExpires).ToList();
        Assert.Equal(alarms, open.Count);
        Assert.All(open, alarm => Assert.Equal((1, true), (alarm.Count, alarm.Detail.Contains("o2o-signing", StringComparison.Ordinal))));

        row = Done(await _desk.RequestAsync(Wish("o2o"), Cancelled)).Row;
        using var successor = _pki.O2O.Answer(row.Request!);
        Done(await _desk.ActivateAsync(Done(await ImportAsync(successor)).Row.Fingerprint!, TimeProvider.System.GetUtcNow().AddDays(1), "anna", Cancelled));
        await watch.WarnAsync(Cancelled);
        Assert.DoesNotContain(await Alarms().OpenAsync(Cancelled), alarm => alarm.Kind == AlarmKinds.CertificateExpires);
    }

    private static RequestWish Wish(string purpose) => new(new KeyPlace(null, purpose, null), null, [], 3072, "anna");

    private static byte[] Pem(KeyPair pair) => Encoding.ASCII.GetBytes($"{pair.Certificate.ExportCertificatePem()}\n{pair.PrivateKey.ExportPkcs8PrivateKeyPem()}\n");

    private static KeyDone Done(Result<KeyDone, DeskFault> outcome)
    {
        Assert.True(outcome.TryGet(out var done, out var fault), fault?.Detail);
        return done;
    }

    private static DeskFault Refused(Result<KeyDone, DeskFault> outcome)
    {
        Assert.False(outcome.TryGet(out _, out var fault));
        return fault!;
    }

    private (KeyStore Store, KeyKeeper Keeper, KeyDesk Desk) Node(bool development)
    {
        var store = Store();
        var keeper = new KeyKeeper(_runtime.Setup, store, _file.Work, Alarms(), NullLogger<KeyKeeper>.Instance);
        return (store, keeper, new KeyDesk(_runtime.Setup, store, keeper, _runtime.Environment.Certificates, new KeyAccess(development)));
    }

    private KeyStore Store() => new(_file.Open, new SecretStore(_file.Open, _file.Key, TimeProvider.System), _runtime.Setup, TimeProvider.System);

    private AlarmList Alarms() => new(_file.Open, TimeProvider.System, NullLogger<AlarmList>.Instance);

    private IReadOnlyList<KeyLine> Lines(IReadOnlyList<KeyRow> rows) => KeyLine.All(_runtime.Setup, rows);

    private Task<Result<KeyDone, DeskFault>> ImportAsync(X509Certificate2 certificate) => ImportAsync(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));

    private Task<Result<KeyDone, DeskFault>> ImportAsync(byte[] content) => _desk.ImportAsync(new ImportWish(new KeyPlace(null, null, null), "file", content, null, null, "anna"), Cancelled);

    private Task<Result<KeyDone, DeskFault>> ImportAsync(KeyPair pair, KeyPlace place) => _desk.ImportAsync(new ImportWish(place, "file.pem", Pem(pair), null, null, "anna"), Cancelled);
}
