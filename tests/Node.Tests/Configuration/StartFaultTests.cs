using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using SdkNode.Node.Configuration;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Configuration;

/// <summary>Bad settings stop the start; each fault says where, what is there, what is wrong and what to do.</summary>
public sealed class StartFaultTests(PkiFixture pki)
{
    [Fact]
    public async Task Right_settings_start_the_node()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync();
        Assert.Empty(await test.StartAsync());
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        using var test = new SettingsCase(pki);
        using var other = Taken(out var port);
        await test.WriteAsync(settings =>
        {
            var environment = SettingsCase.Environment(settings);
            environment["AccessPoint"]!["Signing"]!["Path"] = "certs/no-such.p12";
            environment["Tls"]!["Server"]!["Password"] = "wrong-secret";
            environment["Sml"]!["Zone"] = "";
            environment["Transport"] = new JsonObject { ["EnvelopeCipher"] = "rot13", ["Compression"] = "Sometimes" };
            environment["Listen"]!["Port"] = port;
            SettingsCase.Participant(settings)["Id"] = "0204:kristinehamn.example";
            settings["Datafolder2"] = "elsewhere";
            settings["Participants"]!.AsArray().Add(new JsonObject { ["Id"] = "0203:hagfors.example", ["Environment"] = "prod" });
        });
        WriteNodeKey(test, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var faults = await test.StartAsync();

        AssertFault(faults, "Environments:0:AccessPoint:Signing:Path", test.Folder.PathOf("certs/no-such.p12"), "Put the file there");
        AssertFault(faults, "Environments:0:Tls:Server:Path", test.Folder.PathOf("certs/tls.p12"), "Correct Password or PasswordFile.");
        AssertFault(faults, "Environments:0:Sml:Zone", null, "Give the environment's SML zone");
        AssertFault(faults, "Environments:0:Transport:EnvelopeCipher", "rot13", "aes256-cbc");
        AssertFault(faults, "Environments:0:Transport:Compression", "Sometimes", "WhenItPays");
        AssertFault(faults, "Environments:0:Listen:Port", $"{port}", "choose another port");
        AssertFault(faults, "Participants:0:Id", "0204:kristinehamn.example", "Write it as");
        AssertFault(faults, "Participants:1:Environment", "prod", "Use one of: demo.");
        AssertFault(faults, "DataFolder", test.Folder.PathOf("data"), "own the folder");
        Assert.Contains(faults, fault => fault.Problem.Contains("chmod 600", StringComparison.Ordinal));
        AssertFault(faults, "Datafolder2", null, "Did you mean \"DataFolder\"?");
        Assert.Equal(10, faults.Count);
        Assert.DoesNotContain(faults, fault => fault.ToString().Contains("wrong-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_made_on_disk_while_the_settings_are_wrong()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => SettingsCase.Environment(settings)["Sml"]!["Zone"] = "");
        Assert.Single(await test.StartAsync());
        Assert.False(Directory.Exists(test.Folder.PathOf("data")));
    }

    [Fact]
    public async Task A_name_that_is_no_setting_gets_the_nearest_one_as_advice()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings =>
        {
            settings["DataFoldr"] = "elsewhere";
            SettingsCase.Environment(settings)["Retry"]!["Atempts"] = 4;
            SettingsCase.Participant(settings)["Colour"] = "blue";
        });
        var faults = await test.StartAsync();
        AssertFault(faults, "DataFoldr", null, "Did you mean \"DataFolder\"?");
        AssertFault(faults, "Environments:0:Retry:Atempts", null, "Did you mean \"Attempts\"?");
        AssertFault(faults, "Participants:0:Colour", null, "Known here: Id, Name,");
        Assert.Equal(3, faults.Count);
    }

    [Fact]
    public async Task Malformed_JSON_is_told_with_its_line()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync();
        await File.WriteAllTextAsync(test.Path, "{\n  \"DataFolder\": \"data\",\n  \"Environments\": [ oops ]\n}\n", TestContext.Current.CancellationToken);
        var fault = Assert.Single(await test.StartAsync());
        Assert.Equal(test.Path, fault.Value);
        Assert.Contains("line 3", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_of_the_wrong_kind_are_told_with_their_keys()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings =>
        {
            var environment = SettingsCase.Environment(settings);
            environment["MessageReceiptTimeout"] = "tomorrow";
            environment["Retry"]!["Attempts"] = 1.5;
            environment["MetadataExtraTransform"] = "maybe";
            environment["TransportModels"] = "tm-base";
            SettingsCase.Participant(settings)["Signing"] = "o2o.p12";
        });
        var faults = await test.StartAsync();
        AssertFault(faults, "Environments:0:MessageReceiptTimeout", "tomorrow", "01:30:00");
        AssertFault(faults, "Environments:0:Retry:Attempts", "1.5", "a whole number");
        AssertFault(faults, "Environments:0:MetadataExtraTransform", "maybe", "true or false");
        AssertFault(faults, "Environments:0:TransportModels", "tm-base", "a list");
        AssertFault(faults, "Participants:0:Signing", "o2o.p12", "a group");
        Assert.Equal(5, faults.Count);
    }

    [Fact]
    public async Task A_missing_settings_file_is_told_with_its_path()
    {
        var faults = new List<ConfigurationFault>();
        using var folder = new TemporaryFolder();
        Assert.Null(SettingsFile.Read(folder.PathOf("sdknode.json"), faults));
        AssertFault(faults, "settings file", folder.PathOf("sdknode.json"), "--config FILE");
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Two_environments_at_the_same_port_are_told()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings =>
        {
            SettingsCase.Environment(settings)["Listen"]!["Port"] = 18443;
            var second = SettingsCase.Environment(settings).DeepClone();
            second["Name"] = "second";
            settings["Environments"]!.AsArray().Add(second);
        });
        AssertFault(await test.StartAsync(), "Environments", "127.0.0.1:18443", "Keep one.");
    }

    private static Socket Taken(out int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return socket;
    }

    private static void WriteNodeKey(SettingsCase test, UnixFileMode mode)
    {
        Directory.CreateDirectory(test.Folder.PathOf("data/keys"));
        var path = test.Folder.File("data/keys/node.key", "1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"u8);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static void AssertFault(IReadOnlyList<ConfigurationFault> faults, string key, string? value, string remedy)
    {
        var fault = Assert.Single(faults, fault => fault.Key == key);
        Assert.Equal(value, fault.Value);
        Assert.Contains(remedy, fault.Remedy, StringComparison.Ordinal);
        Assert.NotEqual("", fault.Problem);
    }
}
