using System.Text.Json.Nodes;
using SdkNode.Node.Configuration;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Configuration;

/// <summary>A profile stands below the settings file, and the settings of a new node are complete with it.</summary>
public sealed class EnvironmentProfileTests(PkiFixture pki)
{
    [Theory]
    [InlineData("open-test", "urn:fdc:digg.se:edelivery:federation:test")]
    [InlineData("qa", "urn:fdc:digg.se:edelivery:federation:sdk")]
    [InlineData("prod", "urn:fdc:digg.se:edelivery:federation:sdk")]
    [Rule("ID-3")]
    public void A_profile_says_what_the_file_leaves_out(string profile, string federation)
    {
        using var folder = new TemporaryFolder();
        var wish = new NewSettings(profile, "sml.example", "0203:kristinehamn.example", "Kristinehamns kommun", ["registratur"], 8443, 8080, [], null);
        var settings = Read(folder, JsonNode.Parse(wish.ToJson())!.AsObject());
        var environment = Assert.Single(settings.Options.Environments);
        Assert.Equal((profile, federation), (environment.Name, environment.Federation));
        Assert.Equal(["digg-transport-as4-v1_0"], environment.TransportProfiles);
        Assert.Equal("Hard", environment.Trust.O2O.Revocation);
        Assert.Equal("sml.example", environment.Sml.Zone);
        using var shown = new StringWriter();
        ConfigShow.Write(settings, shown);
        Assert.Contains($"Environments:0:Federation = {federation}   # from the profile", shown.ToString(), StringComparison.Ordinal);
        Assert.Contains("Environments:0:Sml:Zone = sml.example\n", shown.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_file_says_counts_and_a_list_of_its_own_replaces_the_profiles()
    {
        using var folder = new TemporaryFolder();
        var settings = Read(folder, new JsonObject
        {
            ["Environments"] = new JsonArray(new JsonObject
            {
                ["Profile"] = "qa",
                ["Name"] = "kvalitet",
                ["TransportProfiles"] = new JsonArray("digg-transport-as4-v1_2", "digg-transport-as4-v1_0"),
                ["Retry"] = new JsonObject { ["Attempts"] = 9 },
            }),
        });
        var environment = Assert.Single(settings.Options.Environments);
        Assert.Equal("kvalitet", environment.Name);
        Assert.Equal(["digg-transport-as4-v1_2", "digg-transport-as4-v1_0"], environment.TransportProfiles);
        Assert.Equal((9, TimeSpan.FromHours(4)), (environment.Retry.Attempts, environment.Retry.Span));
    }

    [Fact]
    public void A_profile_says_nothing_that_the_defaults_do_not()
    {
        // But for the identifier it writes the defaults out: whoever describes an environment by hand gets the same one.
        using var folder = new TemporaryFolder();
        var profile = Read(folder, new JsonObject { ["Environments"] = new JsonArray(new JsonObject { ["Profile"] = "qa" }) }).Options.Environments[0];
        var plain = new EnvironmentOptions();
        Assert.Equivalent(plain.Transport, profile.Transport, strict: true);
        Assert.Equivalent(plain.Retry, profile.Retry, strict: true);
        Assert.Equivalent(plain.Limits, profile.Limits, strict: true);
        Assert.Equal(plain.MetadataCacheTime, profile.MetadataCacheTime);
        Assert.Equal((plain.MessageReceiptWarning, plain.MessageReceiptTimeout), (profile.MessageReceiptWarning, profile.MessageReceiptTimeout));
    }

    [Fact]
    public async Task A_profile_that_does_not_exist_stops_the_start()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => SettingsCase.Environment(settings)["Profile"] = "production");
        var fault = Assert.Single(await test.StartAsync());
        Assert.Equal("Environments:0:Profile", fault.Key);
        Assert.Contains("open-test, qa, prod", fault.Remedy, StringComparison.Ordinal);
    }

    private static Settings Read(TemporaryFolder folder, JsonObject settings)
    {
        var path = folder.PathOf("sdknode.json");
        File.WriteAllText(path, settings.ToJsonString());
        var faults = new List<ConfigurationFault>();
        var read = SettingsFile.Read(path, faults);
        Assert.Empty(faults);
        return read!;
    }
}
