using System.Text.Json.Nodes;
using SdkNode.Node.Configuration;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Configuration;

/// <summary>What <c>config show</c> prints. Alone, for it sets an environment variable of the process.</summary>
[Collection(nameof(ConfigShowTests))]
[CollectionDefinition(nameof(ConfigShowTests), DisableParallelization = true)]
public sealed class ConfigShowTests(PkiFixture pki)
{
    private const string Variable = "SDKNODE_Environments__0__Tls__Server__Password";

    [Fact]
    public async Task Effective_settings_are_shown_with_their_source_and_without_secrets()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => settings["Console"] = new JsonObject { ["SignIn"] = new JsonObject { ["ClientSecret"] = "never-shown-4712", ["ClientSecretFile"] = "console.secret" } });
        var shown = Show(test.Path, "from-the-environment-4711");
        Assert.Contains($"# {test.Path}", shown, StringComparison.Ordinal);
        Assert.Contains("Environments:0:Tls:Server:Password = (hidden)   # from the environment", shown, StringComparison.Ordinal);
        Assert.Contains("Environments:0:AccessPoint:Signing:Password = (hidden)", shown, StringComparison.Ordinal);
        Assert.Contains("Environments:0:AccessPoint:Signing:Path = certs/ap.p12", shown, StringComparison.Ordinal);
        Assert.Contains("Participants:0:Id = 0203:kristinehamn.example", shown, StringComparison.Ordinal);
        Assert.Contains("Console:SignIn:ClientSecret = (hidden)", shown, StringComparison.Ordinal);
        Assert.Contains("Console:SignIn:ClientSecretFile = console.secret", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("from-the-environment-4711", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Password = demo", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_from_the_environment_opens_the_key()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => SettingsCase.Environment(settings)["Tls"]!["Server"]!.AsObject().Remove("Password"));
        Assert.Single(await test.StartAsync());
        Environment.SetEnvironmentVariable(Variable, "demo");
        try
        {
            Assert.Empty(await test.StartAsync());
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    private static string Show(string path, string password)
    {
        Environment.SetEnvironmentVariable(Variable, password);
        try
        {
            var settings = SettingsFile.Read(path, []);
            Assert.NotNull(settings);
            using var output = new StringWriter();
            ConfigShow.Write(settings, output);
            return output.ToString();
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }
}
