using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SdkNode.Node.Configuration;
using SdkNode.Node.Tests.Support;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Tests.Configuration;

/// <summary>Keys and certificates that do not fit their purpose stop the start.</summary>
public sealed class KeyFaultTests(PkiFixture pki)
{
    [Fact]
    [Rule("AS4-SEC-4.1", Refuses = true)]
    public async Task An_access_point_certificate_of_another_purposes_issuer_is_refused()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => SettingsCase.Environment(settings)["AccessPoint"]!["Signing"]!["Path"] = "certs/o2o.p12");
        var fault = Assert.Single(await test.StartAsync());
        Assert.Equal("Environments:0:AccessPoint:Signing:Path", fault.Key);
        Assert.Contains("does not fit", fault.Problem, StringComparison.Ordinal);
        Assert.Contains("this environment's issuer", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_access_point_certificate_of_another_CA_under_the_root_is_refused()
    {
        var services = await pki.ServicesAsync();
        using var sibling = services.Pki.Ap.CreateSibling("Accesspunkt CA-OTHER").Issue("AP0009-OTHER");
        using var test = new SettingsCase(pki);
        await test.WriteAsync(Pem("sibling"));
        WritePem(test, "sibling", sibling, sibling);
        var fault = Assert.Single(await test.StartAsync());
        Assert.Contains("is issued by", fault.Problem, StringComparison.Ordinal);
        Assert.Contains("this environment's issuer", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_does_not_match_its_key_is_refused()
    {
        var keys = await pki.KeysAsync();
        using var test = new SettingsCase(pki);
        await test.WriteAsync(Pem("mixed"));
        WritePem(test, "mixed", keys.AccessPoint, keys.Tls);
        var fault = Assert.Single(await test.StartAsync());
        Assert.Equal("Environments:0:AccessPoint:Signing:Path", fault.Key);
        Assert.Equal("Put the certificate and the key that belong together.", fault.Remedy);
    }

    [Fact]
    [Rule("PKI-8")]
    public async Task Keys_may_be_PEM_files_too()
    {
        var keys = await pki.KeysAsync();
        using var test = new SettingsCase(pki);
        await test.WriteAsync(Pem("pem"));
        WritePem(test, "pem", keys.AccessPoint, keys.AccessPoint);
        Assert.Empty(await test.StartAsync());
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_and_an_old_decryption_key_is_not()
    {
        var services = await pki.ServicesAsync();
        using var expired = services.Pki.Ap.Issue("AP0001-SDK-DEMO", new IssueOptions { NotBefore = DateTimeOffset.UnixEpoch.AddYears(50), NotAfter = DateTimeOffset.UnixEpoch.AddYears(51) });
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings =>
        {
            Pem("old")(settings);
            SettingsCase.Environment(settings)["AccessPoint"]!["Decryption"] = new JsonArray(new JsonObject { ["Path"] = "certs/old.pem", ["KeyPath"] = "certs/old.key" });
        });
        WritePem(test, "old", expired, expired);
        var fault = Assert.Single(await test.StartAsync());
        Assert.Equal("Environments:0:AccessPoint:Signing:Path", fault.Key);
        Assert.Equal("Renew the certificate.", fault.Remedy);
    }

    [Fact]
    public async Task A_development_certificate_is_refused_in_Production()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync();
        var faults = await test.StartAsync(development: false);
        Assert.Equal(["Environments:0:AccessPoint:Signing:Path", "Environments:0:Tls:Server:Path", "Participants:0:Signing:Path"], faults.Select(fault => fault.Key));
        Assert.All(faults, fault => Assert.Contains("development", fault.Problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_password_file_is_read_by_its_first_line_and_a_missing_one_is_told()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings =>
        {
            UsePasswordFile(SettingsCase.Environment(settings)["AccessPoint"]!["Signing"]!.AsObject(), "ap.password");
            UsePasswordFile(SettingsCase.Environment(settings)["Tls"]!["Server"]!.AsObject(), "tls.password");
        });
        test.Folder.File("ap.password", "demo\nnot read\n"u8);
        var fault = Assert.Single(await test.StartAsync());
        Assert.Equal("Environments:0:Tls:Server:PasswordFile", fault.Key);
        Assert.Equal(test.Folder.PathOf("tls.password"), fault.Value);
    }

    [Fact]
    public async Task A_trust_anchor_whose_file_is_missing_is_told_and_none_at_all_is_no_fault()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings =>
        {
            SettingsCase.Environment(settings)["Trust"]!["Smp"]!["Anchors"] = new JsonArray("certs/none.pem");
            SettingsCase.Environment(settings)["Trust"]!["Tls"]!["Anchors"] = new JsonArray();
            SettingsCase.Environment(settings)["Trust"]!["O2O"]!["Revocation"] = "Perhaps";
        });
        var keys = (await test.StartAsync()).Select(fault => fault.Key).ToList();
        Assert.Contains("Environments:0:Trust:Smp:Anchors:0", keys);
        Assert.Contains("Environments:0:Trust:O2O:Revocation", keys);
        Assert.Equal(2, keys.Count);
    }

    private static Action<JsonObject> Pem(string name) => settings =>
        SettingsCase.Environment(settings)["AccessPoint"]!["Signing"] = new JsonObject { ["Path"] = $"certs/{name}.pem", ["KeyPath"] = $"certs/{name}.key" };

    private static void UsePasswordFile(JsonObject key, string file)
    {
        key.Remove("Password");
        key["PasswordFile"] = file;
    }

    private static void WritePem(SettingsCase test, string name, KeyPair certificate, KeyPair key)
    {
        test.Folder.Pem($"certs/{name}", certificate.Certificate);
        File.WriteAllText(test.Folder.PathOf($"certs/{name}.key"), key.PrivateKey.ExportPkcs8PrivateKeyPem());
        File.AppendAllText(test.Folder.PathOf($"certs/{name}.pem"), "\n" + string.Join('\n', certificate.Chain.Select(one => one.ExportCertificatePem())) + "\n");
    }
}
