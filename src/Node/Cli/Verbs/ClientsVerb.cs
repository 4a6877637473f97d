using System.CommandLine;
using System.Net.Http.Json;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Clients;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode clients add|list|rotate|remove</c>: who may get tokens of this node for the API (API-1).</summary>
internal static class ClientsVerb
{
    /// <summary>The verb.</summary>
    public static Command Create() => new("clients", "Manage the clients of the API that get their tokens from this node.") { Add(), List(), Rotate(), Remove() };

    private static Command Add()
    {
        var config = SettingsOption.Create();
        var name = new Argument<string>("name") { Description = "The client's name for people, such as that of the case system." };
        var participant = new Option<string?>("--participant") { Description = "The participant that it belongs to." };
        var admin = new Option<bool>("--admin") { Description = "A client of the administration API: it belongs to the whole node, and reads no messages." };
        var environment = new Option<string?>("--environment") { Description = "The environment; needed where the participant is in several." };
        var addresses = new Option<string[]>("--address") { Description = "A functional address that it may act for; * stands for any characters.", AllowMultipleArgumentsPerToken = true };
        var scopes = new Option<string[]>("--scope") { Description = "A scope that it may have. Left out: all.", AllowMultipleArgumentsPerToken = true };
        var key = KeyOption();
        var command = new Command("add", "Register a client with its public key.") { name, config, participant, admin, environment, addresses, scopes, key };
        command.Validators.Add(result =>
        {
            if (result.GetValue(admin) == (result.GetValue(participant) is not null))
            {
                result.AddError("Say --participant, or --admin for a client of the administration API.");
            }
        });
        command.SetAction((parsed, cancellationToken) => ChangeAsync(parsed.GetValue(config)!, parsed.GetValue(key), keys => new Call(
            HttpMethod.Post,
            "clients",
            new ClientWish(parsed.GetValue(name)!, parsed.GetValue(environment), parsed.GetValue(participant), parsed.GetValue(scopes) ?? [], parsed.GetValue(addresses) ?? [], keys)), PrintAdded, cancellationToken));
        return command;
    }

    private static Command Rotate()
    {
        var config = SettingsOption.Create();
        var client = ClientArgument();
        var key = KeyOption();
        var drop = new Option<bool>("--drop-old") { Description = "From now on only the new key counts." };
        var command = new Command("rotate", "Add a key to a client. The old one goes on to count until it is dropped.") { client, config, key, drop };
        command.SetAction((parsed, cancellationToken) => ChangeAsync(
            parsed.GetValue(config)!,
            parsed.GetValue(key),
            keys => new Call(HttpMethod.Post, $"clients/{Uri.EscapeDataString(parsed.GetValue(client)!)}/keys", new RotateWish(keys, parsed.GetValue(drop))),
            answer => Console.WriteLine($"{Show(answer.Client!.Name)} now has: {string.Join(", ", answer.Client.Keys.Select(Show))}."),
            cancellationToken));
        return command;
    }

    private static Command Remove()
    {
        var config = SettingsOption.Create();
        var client = ClientArgument();
        var command = new Command("remove", "Remove a client. Its tokens are refused at once.") { client, config };
        command.SetAction((parsed, cancellationToken) => ChangeAsync(
            parsed.GetValue(config)!,
            null,
            _ => new Call(HttpMethod.Delete, $"clients/{Uri.EscapeDataString(parsed.GetValue(client)!)}", null),
            answer => Console.WriteLine($"{Show(answer.Client!.Name)} is removed."),
            cancellationToken));
        return command;
    }

    private static Command List()
    {
        var config = SettingsOption.Create();
        var command = new Command("list", "List the clients.") { config };
        command.SetAction((parsed, cancellationToken) => ListAsync(parsed.GetValue(config)!, cancellationToken));
        return command;
    }

    private static Argument<string> ClientArgument() => new("client") { Description = "The client's name or client id." };

    private static Option<FileInfo> KeyOption()
    {
        var option = new Option<FileInfo>("--key", "--jwks") { Description = "Its public key: PEM, a certificate in PEM, or a JWKS document. Never the private key.", Required = true };
        option.AcceptExistingOnly();
        return option;
    }

    private static async Task<int> ListAsync(string path, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var node = new ControlClient(settings.DataFolder);
        if (await node.GetAsync<ClientList>("clients", cancellationToken) is not { } list)
        {
            return NoNode(settings);
        }

        if (list.Fault is { } fault)
        {
            Console.Error.WriteLine(fault);
            return 1;
        }

        foreach (var line in list.Clients)
        {
            Console.WriteLine($"{Show(line.Name)}  {line.Id}  {(line.Participant.Length == 0 ? "administration" : $"{line.Participant} in {line.Environment}")}");
            Console.WriteLine($"    addresses  {string.Join(", ", line.Addresses.Select(Show))}");
            Console.WriteLine($"    scopes     {string.Join(' ', line.Scopes)}");
            Console.WriteLine($"    keys       {string.Join(", ", line.Keys.Select(Show))}");
            Console.WriteLine($"    added      {line.CreatedAt:yyyy-MM-dd HH:mm}Z{(line.ChangedAt is { } changed ? $", changed {changed:yyyy-MM-dd HH:mm}Z" : "")}");
        }

        if (list.Clients.Count == 0)
        {
            Console.WriteLine("There are no clients. See: sdknode clients add --help");
        }

        return 0;
    }

    private static async Task<int> ChangeAsync(string path, FileInfo? keyFile, Func<string, Call> change, Action<ClientAnswer> print, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        var keys = "";
        if (keyFile is not null)
        {
            // Read here already: a private key given by mistake does not even reach the node.
            var text = keyFile.Length <= ClientKeySet.MaxLength ? await File.ReadAllTextAsync(keyFile.FullName, cancellationToken) : "";
            if (!ClientKeySet.Read(text).TryGet(out var set, out var fault))
            {
                Console.Error.WriteLine($"{keyFile.Name}: {fault.Detail}");
                return 1;
            }

            keys = set.ToJson();
        }

        using var node = new ControlClient(settings.DataFolder);
        var call = change(keys);
        using var body = call.Body is null ? null : JsonContent.Create(call.Body, call.Body.GetType());
        if (await node.SendAsync<ClientAnswer>(call.Method, call.Path, body, cancellationToken) is not { } answer)
        {
            return NoNode(settings);
        }

        if (answer.Fault is { } wrong)
        {
            Console.Error.WriteLine(Show(wrong));
            return 1;
        }

        print(answer);
        return 0;
    }

    private static void PrintAdded(ClientAnswer answer)
    {
        var client = answer.Client!;
        Console.WriteLine(client.Participant.Length == 0 ? $"{Show(client.Name)} may now administer this node. Give its operator:" : $"{Show(client.Name)} may now act for {client.Participant} in {client.Environment}. Give its operator:");
        Console.WriteLine($"    client id       {client.Id}");
        Console.WriteLine($"    token endpoint  {answer.TokenEndpoint} (also the aud of its assertions)");
        Console.WriteLine($"    audience        {answer.Audience} (of its tokens)");
        Console.WriteLine($"    scopes          {string.Join(' ', client.Scopes)}");
        if (client.Participant.Length > 0)
        {
            Console.WriteLine($"    addresses       {string.Join(", ", client.Addresses.Select(Show))}");
        }

        Console.WriteLine($"    key             {string.Join(", ", client.Keys.Select(Show))}");
    }

    private static int NoNode(Settings settings)
    {
        Console.Error.WriteLine($"No node runs with the data folder {settings.DataFolder}; clients are managed through the running node. Start it with: sdknode run --config {settings.Path}");
        return 1;
    }

    private static string Show(string text) => TerminalText.Printable(text);

    private sealed record Call(HttpMethod Method, string Path, object? Body);
}
