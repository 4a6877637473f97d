using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using SdkNode.Node.Administration;
using SdkNode.Node.Configuration;
using SdkNode.Node.Demo;
using SdkNode.Node.Hosting;
using SdkNode.Node.Keys;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Tests.Support;
using SdkNode.Security;
using SdkNode.Security.Certificates;
using SdkNode.Security.Pkcs11;

namespace SdkNode.Node.Tests.Keys;

/// <summary>A node whose keys are in a hardware module (SoftHSM): ordered there, used there, never anywhere else (PKI-9).</summary>
public sealed class HardwareKeyTests(FederationFixture federation, PkiFixture pki)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact, Rule("PKI-9")]
    public async Task Messages_go_both_ways_with_keys_that_were_ordered_in_the_module()
    {
        var token = await SoftHsm.TokenAsync();
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("kassaskap"), settings: static settings =>
        {
            settings["Pkcs11"] = Module();
            settings.DemoEnvironment()["AccessPoint"] = new JsonObject();
            settings["Participants"]![0]!.AsObject().Remove("Signing");
        }, cancellationToken: Cancelled);
        using var ap = await OrderAsync(node, "ap", $"CN={node.Party.PartyId}, C=SE", token, request => world.Services.Pki.Ap.Answer(request));
        using var o2o = await OrderAsync(node, "o2o", $"CN={node.Party.Name}, C=SE", token, request => world.Services.Pki.O2O.Answer(request));
        Assert.All(new[] { KeyPurpose.ApSigning, KeyPurpose.ApDecryption }, purpose =>
            Assert.True(Pkcs11Token.Holds(Setup(node).Keys.Current(new KeySlot(DemoServices.Environment, purpose))!.PrivateKey)));
        world.Services.Federation.Publish(DemoServices.Publication(node.Party, node.Keys, node.Address) with { AccessPoint = ap, Signing = [o2o], Encryption = [o2o] });

        await node.WaitForAsync(await node.SendAsync(world.B.Party), MessageStatus.Accepted);
        var answer = await world.B.SendAsync(node.Party);
        await world.B.WaitForAsync(answer, MessageStatus.Accepted);
        await node.WaitForIncomingAsync(answer.XheId, MessageStatus.New);
        Assert.All(node.Get<SdkNode.Node.Health.KeyProbe>().Run(), check => Assert.True(check.Ok, check.Detail));

        // Nothing of the private halves is in the store: what lies there is where they are.
        await using var db = node.Get<Func<SdkNode.Node.Store.NodeDb>>()();
        var secrets = node.Get<SdkNode.Node.Store.SecretStore>();
        foreach (var row in db.Keys.ToList())
        {
            var kept = await secrets.FindAsync($"key:{row.Id:N}", Cancelled);
            Assert.StartsWith("pkcs11:token=", System.Text.Encoding.UTF8.GetString(kept!), StringComparison.Ordinal);
        }
    }

    [Fact, Rule("PKI-9", Refuses = true)]
    public async Task What_cannot_be_in_a_module_and_what_is_not_there_is_told()
    {
        var token = await SoftHsm.TokenAsync();
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("utan-modul"), cancellationToken: Cancelled);
        Assert.Contains("TLS", (await RequestAsync(node, "tls", null, $"pkcs11:token={token};object=x")).Fault!.Detail, StringComparison.Ordinal);
        Assert.Contains("does not name a key", (await RequestAsync(node, "ap", null, "token")).Fault!.Detail, StringComparison.Ordinal);
        Assert.Contains("no hardware module", (await RequestAsync(node, "ap", null, $"pkcs11:token={token};object=x")).Fault!.Detail, StringComparison.Ordinal);
    }

    [Fact, Rule("PKI-9")]
    public async Task A_key_that_is_there_already_is_named_in_the_settings_with_its_certificate()
    {
        var uri = new Pkcs11Uri(await SoftHsm.TokenAsync(), $"settings {Guid.NewGuid():N}");
        using var key = Pkcs11Token.Open(SoftHsm.Module, SoftHsm.Pin).Value!.Make(uri, 3072).Value!;
        var request = new CertificateRequest("CN=AP0001-SDK-DEMO, C=SE", key, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
        using var certificate = (await pki.ServicesAsync()).Pki.Ap.Answer(request.CreateSigningRequest());
        using var test = new SettingsCase(pki);
        var file = test.Folder.File("ap-hsm.pem", System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));
        async Task<IReadOnlyList<ConfigurationFault>> StartAsync(string keyPath, JsonObject? module)
        {
            await test.WriteAsync(settings =>
            {
                settings["Pkcs11"] = module;
                SettingsCase.Environment(settings)["AccessPoint"] = new JsonObject { ["Signing"] = new JsonObject { ["Path"] = file, ["KeyPath"] = keyPath } };
            });
            return await test.StartAsync();
        }

        Assert.Empty(await StartAsync(uri.ToString(), Module()));
        Assert.Equal("Pkcs11", Assert.Single(await StartAsync(uri.ToString(), null)).Key);
        Assert.Contains("no private RSA key", Assert.Single(await StartAsync($"pkcs11:token={uri.Token};object=none", Module())).Problem, StringComparison.Ordinal);
        Assert.Equal("Environments:0:AccessPoint:Signing:KeyPath", Assert.Single(await StartAsync("pkcs11:none", Module())).Key);
        Assert.Equal("Pkcs11:Module", Assert.Single(await StartAsync(uri.ToString(), new JsonObject { ["Module"] = "/no/such.so", ["Pin"] = "1" })).Key);
    }

    private static JsonObject Module() => new() { ["Module"] = SoftHsm.Module, ["Pin"] = SoftHsm.Pin };

    private static NodeSetup Setup(DemoNode node) => node.Get<NodeSetup>();

    private static Task<Result<KeyDone, DeskFault>> RequestAsync(DemoNode node, string purpose, string? subject, string pkcs11) =>
        node.Get<KeyDesk>().RequestAsync(new RequestWish(new KeyPlace(null, purpose, null), subject, [], 3072, "anna") { Pkcs11 = pkcs11 }, Cancelled);

    private static async Task<X509Certificate2> OrderAsync(DemoNode node, string purpose, string subject, string token, Func<byte[], X509Certificate2> issue)
    {
        var ordered = await RequestAsync(node, purpose, subject, $"pkcs11:token={Uri.EscapeDataString(token)};object={purpose}-{Guid.NewGuid():N}");
        Assert.True(ordered.TryGet(out var done, out var fault), fault?.Detail);
        var certificate = issue(done.Row.Request!);
        var taken = await node.Get<KeyDesk>().ImportAsync(new ImportWish(new KeyPlace(null, null, null), "answer.pem", System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()), null, null, "anna"), Cancelled);
        Assert.True(taken.TryGet(out _, out fault), fault?.Detail);
        return certificate;
    }
}
