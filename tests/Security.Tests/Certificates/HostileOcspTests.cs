using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1.Ocsp;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Ocsp;
using Org.BouncyCastle.Security;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Pki;
using BouncyCertificate = Org.BouncyCastle.X509.X509Certificate;

namespace SdkNode.Security.Tests.Certificates;

/// <summary>OCSP answers that must not be believed: each leaves the certificate unknown, and says why.</summary>
public sealed class HostileOcspTests : IDisposable
{
    private readonly PkiFixture _keys;
    private readonly StatusWire _wire = new();
    private readonly HttpClient _http;
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow);

    public HostileOcspTests(PkiFixture keys)
    {
        _keys = keys;
        _http = new HttpClient(_wire);
        _wire.Crl = StatusWire.Down;
    }

    private KeyPair Issuer => _keys.Pki.Ap.IssuingKey;

    [Fact]
    public async Task An_answer_that_the_issuer_itself_signs_is_believed()
    {
        await RequireAsync(RevocationState.Good, request => Answer(request, Issuer, CertificateStatus.Good));
        await RequireAsync(RevocationState.Revoked, request => Answer(request, Issuer, new RevokedStatus(_clock.Now.UtcDateTime, CrlReason.KeyCompromise)));
    }

    [Fact]
    [Rule("PKI-5", Refuses = true)]
    public async Task An_answer_that_somebody_else_signs_is_not_believed()
    {
        // Issued by the same authority, but not for answering; then the root above it; then a stranger.
        await RequireUnknownAsync(request => Answer(request, _keys.Good, CertificateStatus.Good), "signature");
        await RequireUnknownAsync(request => Answer(request, _keys.Pki.Ap.RootKey, CertificateStatus.Good), "signature");
        using var stranger = _keys.Pki.O2O.Issue("stranger", new IssueOptions { ExtendedKeyUsages = ["1.3.6.1.5.5.7.3.9"] });
        await RequireUnknownAsync(request => Answer(request, stranger, CertificateStatus.Good), "signature");
    }

    [Fact]
    public async Task An_answerer_whose_certificate_is_out_of_date_is_not_believed()
    {
        using var answerer = _keys.Pki.Ap.Issue("OCSP", new IssueOptions { ExtendedKeyUsages = ["1.3.6.1.5.5.7.3.9"], NotBefore = _clock.Now.AddDays(-9), NotAfter = _clock.Now.AddDays(-1) });
        await RequireUnknownAsync(request => Answer(request, answerer, CertificateStatus.Good), "signature");
        using var current = _keys.Pki.Ap.Issue("OCSP", new IssueOptions { ExtendedKeyUsages = ["1.3.6.1.5.5.7.3.9"] });
        await RequireAsync(RevocationState.Good, request => Answer(request, current, CertificateStatus.Good));
    }

    [Fact]
    public async Task An_answer_about_another_certificate_is_not_believed() =>
        await RequireUnknownAsync(
            _ => Answer(new OcspReq(Ask(_keys.Revoked.Certificate)).GetRequestList()[0].GetCertID(), Issuer, CertificateStatus.Good, _clock.Now, _clock.Now.AddHours(1)),
            "about other certificates");

    [Fact]
    [Rule("PKI-6", Refuses = true)]
    public async Task An_answer_that_is_out_of_date_or_not_yet_made_is_not_believed()
    {
        await RequireUnknownAsync(request => Answer(Id(request), Issuer, CertificateStatus.Good, _clock.Now.AddHours(-2), _clock.Now.AddMinutes(-6)), "out of date");
        await RequireUnknownAsync(request => Answer(Id(request), Issuer, CertificateStatus.Good, _clock.Now.AddHours(-2), null), "out of date");
        await RequireUnknownAsync(request => Answer(Id(request), Issuer, CertificateStatus.Good, _clock.Now.AddMinutes(6), _clock.Now.AddHours(1)), "not come yet");
        await RequireAsync(RevocationState.Good, request => Answer(Id(request), Issuer, CertificateStatus.Good, _clock.Now.AddMinutes(4), null));
    }

    [Fact]
    public async Task An_answer_signed_with_sha1_or_changed_is_not_believed()
    {
        await RequireUnknownAsync(request => Answer(Id(request), Issuer, CertificateStatus.Good, _clock.Now, null, "SHA1WITHRSA"), "accepted algorithm");
        await RequireUnknownAsync(
            request =>
            {
                var answer = Answer(request, Issuer, new UnknownStatus());
                answer[answer.AsSpan().IndexOf(_keys.Good.Certificate.SerialNumberBytes.Span) + 5] ^= 1;
                return answer;
            },
            "signature");
    }

    [Fact]
    public async Task An_answer_that_says_nothing_is_no_answer()
    {
        await RequireUnknownAsync(request => Answer(request, Issuer, new UnknownStatus()), "does not know");
        await RequireUnknownAsync(_ => new OCSPRespGenerator().Generate(OcspRespStatus.TryLater, null).GetEncoded(), "OCSP status is 3");
        await RequireUnknownAsync(_ => [], "no OCSP response");
        await RequireUnknownAsync(_ => "<html/>"u8.ToArray(), "no OCSP response");
        await RequireUnknownAsync(request => Answer(request, Issuer, CertificateStatus.Good)[..^9], "no OCSP response");
        await RequireUnknownAsync(_ => new byte[70_000], "larger than 65536");
    }

    [Fact]
    public async Task An_answerer_that_keeps_silent_is_waited_for_no_longer_than_the_limit()
    {
        _wire.Ocsp = _ => new StreamContent(new SilentStream());
        var checker = new RevocationChecker(_http, TimeProvider.System, new RevocationLimits { Timeout = TimeSpan.FromMilliseconds(50) });
        var answer = await checker.CheckAsync(_keys.Good.Certificate, _keys.Pki.Ap.Issuing, TestContext.Current.CancellationToken);
        Assert.Equal(RevocationState.Unknown, answer.State);
        Assert.Contains("no answer within", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Rule("PKI-5")]
    public async Task What_openssl_answers_is_read()
    {
        using var folder = new TemporaryFolder();
        var key = folder.File("ca.key", System.Text.Encoding.ASCII.GetBytes(Issuer.PrivateKey.ExportPkcs8PrivateKeyPem()));
        var ca = folder.Pem("ca", Issuer.Certificate);
        var (good, revoked) = (_keys.Good.Certificate, _keys.Revoked.Certificate);
        var index = folder.File("index", System.Text.Encoding.ASCII.GetBytes(
            $"V\t360101000000Z\t\t{good.SerialNumber}\tunknown\t/CN=a\nR\t360101000000Z\t260101000000Z\t{revoked.SerialNumber}\tunknown\t/CN=b\n"));
        foreach (var (certificate, expected) in new[] { (good, RevocationState.Good), (revoked, RevocationState.Revoked) })
        {
            var request = folder.File("request", Ask(certificate));
            var response = folder.PathOf("response");
            var made = await ExternalProgram.RunAsync(
                "openssl",
                ["ocsp", "-index", index, "-CA", ca, "-rsigner", ca, "-rkey", key, "-reqin", request, "-respout", response, "-nmin", "60"]);
            Assert.True(made.ExitCode == 0, made.Error);
            await RequireAsync(expected, _ => File.ReadAllBytes(response), certificate: certificate);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _wire.Dispose();
    }

    private byte[] Ask(X509Certificate2 certificate)
    {
        var generator = new OcspReqGenerator();
        generator.AddRequest(new CertificateID(CertificateID.DigestSha1, new BouncyCertificate(Issuer.Certificate.RawData), new BouncyCertificate(certificate.RawData).SerialNumber));
        return generator.Generate().GetEncoded();
    }

    private static CertificateID Id(byte[] request) => new OcspReq(request).GetRequestList()[0].GetCertID();

    private byte[] Answer(byte[] request, KeyPair signer, CertificateStatus? status) =>
        Answer(Id(request), signer, status, _clock.Now, _clock.Now.AddHours(1));

    private static byte[] Answer(CertificateID id, KeyPair signer, CertificateStatus? status, DateTimeOffset made, DateTimeOffset? next, string algorithm = "SHA256WITHRSA")
    {
        var certificate = new BouncyCertificate(signer.Certificate.RawData);
        var generator = new BasicOcspRespGenerator(new RespID(certificate.SubjectDN));
        generator.AddResponse(id, status, made.UtcDateTime, next?.UtcDateTime, null);
        var factory = new Asn1SignatureFactory(algorithm, DotNetUtilities.GetRsaKeyPair(signer.PrivateKey).Private);
        return new OCSPRespGenerator().Generate(OcspRespStatus.Successful, generator.Generate(factory, [certificate], made.UtcDateTime)).GetEncoded();
    }

    private Task RequireUnknownAsync(Func<byte[], byte[]> answer, string why) => RequireAsync(RevocationState.Unknown, answer, why);

    private async Task RequireAsync(RevocationState expected, Func<byte[], byte[]> answer, string why = "", X509Certificate2? certificate = null)
    {
        _wire.Ocsp = request => new ByteArrayContent(answer(request));
        var checker = new RevocationChecker(_http, _clock);
        var found = await checker.CheckAsync(certificate ?? _keys.Good.Certificate, _keys.Pki.Ap.Issuing, TestContext.Current.CancellationToken);
        Assert.Equal(expected, found.State);
        Assert.Contains(why, found.Detail, StringComparison.Ordinal);
    }

    private sealed class SilentStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            await ReadAsync(buffer.AsMemory(offset, count), cancellationToken);
    }
}
