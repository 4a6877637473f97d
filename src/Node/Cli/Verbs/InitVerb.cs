using System.CommandLine;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode init</c>: the settings file of a new node.</summary>
internal static class InitVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var config = SettingsOption.Create();
        var profile = new Option<string>("--profile") { Description = $"The environment: {string.Join(", ", EnvironmentProfiles.Names)}.", Required = true };
        profile.AcceptOnlyFromAmong([.. EnvironmentProfiles.Names]);
        var zone = new Option<string>("--zone") { Description = "The environment's SML zone, which its operator publishes.", Required = true };
        var participant = new Option<string>("--participant") { Description = "The organisation's participant identifier, such as 0203:kristinehamn.se.", Required = true };
        var name = new Option<string>("--name") { Description = "The organisation's name.", Required = true };
        var functions = new Option<string[]>("--function") { Description = "A functional address of the organisation; may be repeated.", Required = true, AllowMultipleArgumentsPerToken = true };
        var port = new Option<int>("--port") { Description = "Where partners reach the node.", DefaultValueFactory = _ => 8443 };
        var apiPort = new Option<int>("--api-port") { Description = "Where case systems on this machine reach the node.", DefaultValueFactory = _ => 8080 };
        var nameServers = new Option<string[]>("--name-server") { Description = "A name server, as address or address:port. Left out: the machine's own." };
        var addressBook = new Option<string?>("--address-book") { Description = "The base URL of the federation's address book." };
        var command = new Command("init", "Write the settings file of a new node. Keys and trust anchors come afterwards, while it runs: docs/operations/connect.md.")
        {
            config, profile, zone, participant, name, functions, port, apiPort, nameServers, addressBook,
        };
        command.SetAction((parsed, cancellationToken) => WriteAsync(
            parsed.GetValue(config)!,
            new NewSettings(
                parsed.GetValue(profile)!, parsed.GetValue(zone)!, parsed.GetValue(participant)!, parsed.GetValue(name)!, parsed.GetValue(functions)!,
                parsed.GetValue(port), parsed.GetValue(apiPort), parsed.GetValue(nameServers) ?? [], parsed.GetValue(addressBook)),
            cancellationToken));
        return command;
    }

    private static async Task<int> WriteAsync(string path, NewSettings wish, CancellationToken cancellationToken)
    {
        path = Path.GetFullPath(path);
        if (File.Exists(path))
        {
            Console.Error.WriteLine($"{path} is there already. Name another file with --config, or change that one.");
            return 1;
        }

        // Judged as the node itself will judge it, and put in its place only when nothing is wrong.
        var draft = $"{path}.new";
        await File.WriteAllTextAsync(draft, wish.ToJson(), cancellationToken);
        try
        {
            if (SettingsOption.ReadToCheck(draft) is not { } settings || await StandAlone.RunAsync(settings, Task.FromResult, cancellationToken) is null)
            {
                return SettingsOption.ExitWrongSettings;
            }

            File.Move(draft, path);
        }
        finally
        {
            File.Delete(draft);
        }

        Console.WriteLine($"{path} is written. Next:");
        Console.WriteLine($"  sdknode run --config {path}");
        Console.WriteLine("  sdknode trust import FILE --purpose ap|smp|tls|o2o     whom to trust; compare fingerprints with docs/environments.md");
        Console.WriteLine("  sdknode certs request --purpose ap|tls|o2o --subject … your own keys; then certs import");
        Console.WriteLine("  sdknode ping PARTICIPANT                               whether it works");
        return 0;
    }
}
