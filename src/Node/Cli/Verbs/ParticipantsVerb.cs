using System.CommandLine;
using SdkNode.Node.Administration;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Clients;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode participants</c>: whom this node serves, with which functional addresses and document types, and which clients may act for them.</summary>
internal static class ParticipantsVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var config = SettingsOption.Create();
        var command = new Command("participants", "Whom the running node serves: functional addresses, document types, who may send for them, and what is missing.") { config };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(config)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var node = new ControlClient(settings.DataFolder);
        if (await node.GetAsync<List<ParticipantShown>>("participants", cancellationToken) is not { } participants || await node.GetAsync<ClientList>("clients", cancellationToken) is not { } clients)
        {
            return NodeIsDown.Say(settings);
        }

        foreach (var participant in participants)
        {
            Print(participant, [.. clients.Clients.Where(client => client.Environment == participant.Environment && client.Participant == participant.Id)]);
        }

        if (participants.Count == 0)
        {
            Console.WriteLine("The settings name no participant. Add one to Participants (docs/configuration.md).");
        }

        return participants.TrueForAll(participant => participant is { CannotSend: null, CannotReceive: null }) ? 0 : 1;
    }

    private static void Print(ParticipantShown participant, IReadOnlyList<ClientLine> clients)
    {
        Console.WriteLine($"{participant.Id} {participant.Name} in {participant.Environment}{(participant.Profile is { } profile ? $" ({profile})" : "")}, access point {participant.AccessPoint ?? "without certificate"}");
        Console.WriteLine($"  functional addresses: {(participant.FunctionalAddresses.Count == 0 ? "none: nothing that arrives is accepted" : string.Join(", ", participant.FunctionalAddresses))}");
        Console.WriteLine($"  document types:       {string.Join(", ", participant.DocumentTypes)} ({string.Join(", ", participant.TransportModels)})");
        Console.WriteLine($"  may send:             {(clients.Count == 0 ? "nobody by the API; sdknode send on this machine" : "")}");
        foreach (var client in clients)
        {
            Console.WriteLine($"    {TerminalText.Printable(client.Name)} ({client.Id}) for {string.Join(", ", client.Addresses.Select(TerminalText.Printable))}: {string.Join(' ', client.Scopes)}");
        }

        Gap("cannot send", participant.CannotSend);
        Gap("cannot receive", participant.CannotReceive);
    }

    private static void Gap(string what, string? why)
    {
        if (why is not null)
        {
            Console.WriteLine($"  {what}: {why}");
        }
    }
}
