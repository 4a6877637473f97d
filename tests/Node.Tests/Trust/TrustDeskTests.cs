using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Administration;
using SdkNode.Node.Alarms;
using SdkNode.Node.Demo;
using SdkNode.Node.Keys;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;
using SdkNode.Node.Trust;
using SdkNode.Security;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Tests.Trust;

/// <summary>Whom an administrator may trust, what is refused, and what each refusal says.</summary>
public sealed class TrustDeskTests(PkiFixture pki) : IAsyncLifetime
{
    private StoreFile _file = null!;
    private RuntimeFolder _runtime = null!;
    private TrustStore _store = null!;
    private TrustKeeper _keeper = null!;
    private DevelopmentPki _pki = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private EnvironmentTrust Trusted => _runtime.Setup.Environments[0].Trust;

    public async ValueTask InitializeAsync()
    {
        _file = await StoreFile.MakeAsync();
        _runtime = await RuntimeFolder.MakeAsync(pki, static environment => ((JsonObject)environment["Environments"]![0]!).Remove("Trust"));
        _pki = (await pki.ServicesAsync()).Pki;
        _store = new TrustStore(_file.Open, TimeProvider.System);
        _keeper = new TrustKeeper(_runtime.Setup, _store, _file.Work, new AlarmList(_file.Open, TimeProvider.System, NullLogger<AlarmList>.Instance));
        await _keeper.StartAsync(Cancelled);
    }

    public ValueTask DisposeAsync()
    {
        _keeper.Dispose();
        _runtime.Dispose();
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    [Rule("PKI-1")]
    public async Task Nothing_is_trusted_before_every_fingerprint_is_confirmed_and_then_at_once_on_every_node()
    {
        var file = Pem(_pki.Ap.Root, _pki.Ap.Issuing);
        var shown = Done(await ImportAsync("ap", file));
        Assert.True(shown.Unconfirmed);
        Assert.Equal([Fingerprint(_pki.Ap.Root), Fingerprint(_pki.Ap.Issuing)], shown.Lines.Select(line => line.Fingerprint));
        Assert.True(Done(await ImportAsync("ap", file, Fingerprint(_pki.Ap.Root))).Unconfirmed);
        Assert.Empty(await _store.ListAsync(Cancelled));
        Assert.Contains("fingerprint", Refused(await ImportAsync("ap", file, Fingerprint(_pki.Smp.Root))).Detail, StringComparison.Ordinal);
        Assert.NotNull(Trusted.Gap(TrustPurpose.AccessPoint));

        // With colons, in lower case, as certificate viewers show it.
        var viewed = string.Join(':', Fingerprint(_pki.Ap.Root).Chunk(2).Select(pair => new string(pair))).ToLowerInvariant();
        var done = Done(await ImportAsync("ap", file, viewed, Fingerprint(_pki.Ap.Issuing)));
        Assert.False(done.Unconfirmed);
        Assert.Equal(["anchor", "issuer"], done.Lines.Select(line => line.Role));
        Assert.Null(Trusted.Gap(TrustPurpose.AccessPoint));
        Assert.NotNull(Trusted.Gap(TrustPurpose.Smp));
        using var key = _pki.Ap.Issue("AP0001");
        Assert.Equal(CertificateState.Trusted, (await VerifyAsync(key.Certificate)).State);

        // A second node of the store sees it by itself; an issuer beside the named one is refused there too.
        using var second = await RuntimeFolder.MakeAsync(pki, static environment => ((JsonObject)environment["Environments"]![0]!).Remove("Trust"));
        using var keeper = new TrustKeeper(second.Setup, _store, _file.Work, new AlarmList(_file.Open, TimeProvider.System, NullLogger<AlarmList>.Instance));
        await keeper.WatchAsync(Cancelled);
        Assert.Null(second.Setup.Environments[0].Trust.Gap(TrustPurpose.AccessPoint));
        using var stranger = _pki.Ap.CreateSibling("Another CA").Issue("AP0001");
        Assert.Equal(CertificateFaultKind.WrongIssuer, (await second.Environment.Certificates.VerifyAsync(stranger.Certificate, second.Setup.Environments[0].ApTrust, Cancelled)).Fault!.Kind);

        await using var db = _file.Open();
        Assert.Equal(["trust-added", "trust-added"], await db.SecurityLog.Where(entry => entry.Actor == "anna").Select(entry => entry.Event).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task What_is_removed_is_trusted_no_more_and_what_was_found_good_before_is_judged_anew()
    {
        using var key = _pki.Ap.Issue("AP0001");
        await ConfirmAsync("ap", _pki.Ap.Root, _pki.Ap.Issuing);
        Assert.Equal(CertificateState.Trusted, (await VerifyAsync(key.Certificate)).State);
        Assert.Contains("the last anchor", Refused(await Desk().RemoveAsync(Fingerprint(_pki.Ap.Root), null, "ap", force: false, "anna", Cancelled)).Detail, StringComparison.Ordinal);
        Assert.Contains("trusts no", Refused(await Desk().RemoveAsync("ABC", null, "ap", force: true, "anna", Cancelled)).Detail, StringComparison.Ordinal);
        Done(await Desk().RemoveAsync(Fingerprint(_pki.Ap.Root)[..12], null, "ap", force: true, "anna", Cancelled));
        Assert.Equal(CertificateFaultKind.UntrustedChain, (await VerifyAsync(key.Certificate)).Fault!.Kind);
        Assert.Null(_runtime.Environment.Receiver);

        // The alarm says what is missing, and closes when it is there again.
        await using var db = _file.Open();
        Assert.Single(await db.Alarms.Where(alarm => alarm.Kind == AlarmKinds.TrustMissing && alarm.Subject == "ap" && alarm.ClosedAt == DateTimeOffset.MaxValue).ToListAsync(Cancelled));
        await ConfirmAsync("ap", _pki.Ap.Root);
        Assert.Equal(CertificateState.Trusted, (await VerifyAsync(key.Certificate)).State);
        Assert.Empty(await db.Alarms.AsNoTracking().Where(alarm => alarm.Kind == AlarmKinds.TrustMissing && alarm.Subject == "ap" && alarm.ClosedAt == DateTimeOffset.MaxValue).ToListAsync(Cancelled));
        Assert.NotNull(_runtime.Environment.Receiver);
    }

    [Fact]
    public async Task What_is_no_authority_or_leads_nowhere_is_refused_with_a_reason()
    {
        using var leaf = _pki.Ap.Issue("AP0001");
        Assert.Contains("no certificate of an authority", Refused(await ImportAsync("ap", Pem(leaf.Certificate))).Detail, StringComparison.Ordinal);
        Assert.Contains("no trust anchor", Refused(await ImportAsync("ap", Pem(_pki.Ap.Issuing))).Detail, StringComparison.Ordinal);
        Assert.True(Done(await ImportAsync("ap", Pem(_pki.Ap.Issuing), anchor: true)).Unconfirmed);
        Assert.Contains("no X.509 certificate", Refused(await ImportAsync("ap", Encoding.ASCII.GetBytes("hej"))).Detail, StringComparison.Ordinal);
        Assert.Contains("There is no purpose", Refused(await ImportAsync("as4", Pem(_pki.Ap.Root))).Detail, StringComparison.Ordinal);
        Assert.Contains("for development", Refused(await Desk(development: false).ImportAsync(Wish("ap", Pem(_pki.Ap.Root)), Cancelled)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qa", "Rot_CA_eDelivery_SMP-QA.cer", "ap", "is for smp, not for ap")]
    [InlineData("qa", "Rot_CA_eDelivery_Accesspunkt-PROD.cer", "ap", "belongs to prod")]
    [InlineData("prod", "testsithseidrootcav2.cer", "tls", "belongs to open-test and qa")]
    [InlineData("prod", "Rot_CA_eDelivery_Accesspunkt-PROD.cer", "ap", null)]
    [InlineData("qa", "Rot_CA_eDelivery_Accesspunkt_-_QA.cer", "ap", null)]
    [InlineData("open-test", "Rot_CA_eDelivery_SMP-TEST.cer", "smp", null)]
    public async Task The_federations_own_authorities_are_known_and_not_taken_for_another_environment_or_purpose(string profile, string name, string purpose, string? refusal)
    {
        _runtime.Setup.Environments[0].Options.Profile = profile;
        var outcome = await Desk(development: false).ImportAsync(Wish(purpose, await File.ReadAllBytesAsync(SharedFiles.Official($"certs/{name}"), Cancelled)), Cancelled);
        if (refusal is null)
        {
            Assert.Contains(profile, Assert.Single(Done(outcome).Lines).Known, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(refusal, Refused(outcome).Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_the_settings_name_is_not_removed_by_command()
    {
        using var runtime = await RuntimeFolder.MakeAsync(pki);
        using var keeper = new TrustKeeper(runtime.Setup, _store, _file.Work, new AlarmList(_file.Open, TimeProvider.System, NullLogger<AlarmList>.Instance));
        var desk = new TrustDesk(runtime.Setup, _store, keeper, new KeyAccess(true), runtime.Environment.Certificates);
        Assert.Contains("The settings name it", Refused(await desk.RemoveAsync(Fingerprint(_pki.Ap.Root), null, "ap", force: true, "anna", Cancelled)).Detail, StringComparison.Ordinal);
    }

    private static byte[] Pem(params X509Certificate2[] certificates) => Encoding.ASCII.GetBytes(string.Join('\n', certificates.Select(certificate => certificate.ExportCertificatePem())));

    private static string Fingerprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    private static TrustWish Wish(string purpose, byte[] content, bool anchor = false, params string[] fingerprints) => new(null, purpose, "file.pem", content, anchor, fingerprints, "anna");

    private static TrustDone Done(Result<TrustDone, DeskFault> outcome)
    {
        Assert.True(outcome.TryGet(out var done, out var fault), fault?.Detail);
        return done;
    }

    private static DeskFault Refused(Result<TrustDone, DeskFault> outcome)
    {
        Assert.False(outcome.TryGet(out _, out var fault));
        return fault!;
    }

    private TrustDesk Desk(bool development = true) => new(_runtime.Setup, _store, _keeper, new KeyAccess(development), _runtime.Environment.Certificates);

    private Task<Result<TrustDone, DeskFault>> ImportAsync(string purpose, byte[] content, params string[] fingerprints) => Desk().ImportAsync(Wish(purpose, content, false, fingerprints), Cancelled);

    private Task<Result<TrustDone, DeskFault>> ImportAsync(string purpose, byte[] content, bool anchor) => Desk().ImportAsync(Wish(purpose, content, anchor), Cancelled);

    private async Task ConfirmAsync(string purpose, params X509Certificate2[] certificates) =>
        Assert.False(Done(await ImportAsync(purpose, Pem(certificates), [.. certificates.Select(Fingerprint)])).Unconfirmed);

    private ValueTask<CertificateVerdict> VerifyAsync(X509Certificate2 certificate) =>
        _runtime.Environment.Certificates.VerifyAsync(certificate, _runtime.Setup.Environments[0].ApTrust, Cancelled);
}
