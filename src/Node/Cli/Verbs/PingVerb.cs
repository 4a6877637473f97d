using System.CommandLine;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Partners;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode ping PARTICIPANT</c>: whether its access point answers the test service (AS4-9).</summary>
internal static class PingVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var participant = new Argument<string>("participant") { Description = "For example 0203:kristinehamn.se" };
        var (config, environment, type, json) = (SettingsOption.Create(), PartnerOptions.Environment(), PartnerOptions.Type(), PartnerOptions.Json());
        var command = new Command("ping", "Send a test message to a participant's access point and check the receipt. Nothing is delivered.") { participant, config, environment, type, json };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(config)!, parsed.GetValue(environment), (parsed.GetValue(participant)!, parsed.GetValue(type)!), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, string? named, (string Participant, string Type) question, bool json, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        if (PartnerOptions.Choose(settings, named) is not { } environment)
        {
            return 1;
        }

        var (participant, type) = question;
        using var client = new ControlClient(settings.DataFolder);
        var call = $"ping?environment={Uri.EscapeDataString(environment)}&participant={Uri.EscapeDataString(participant)}&type={Uri.EscapeDataString(type)}";
        var answer = await client.PostAsync<StepsAnswer>(call, cancellationToken)
            ?? await StandAlone.RunAsync(settings, runtimes => new PartnerPing(runtimes, null, TimeProvider.System).RunAsync(environment, participant, type, cancellationToken), cancellationToken);
        return answer is null ? SettingsOption.ExitWrongSettings : StepsPrinter.Print(answer, json);
    }
}
