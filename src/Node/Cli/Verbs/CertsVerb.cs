using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Keys;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode certs list|show|request|import|activate|retire|check|revocation</c>: the keys of ours from their request to their retirement.</summary>
internal static class CertsVerb
{
    /// <summary>The verb.</summary>
    public static Command Create() => new("certs", "Look after keys and certificates. What is changed counts at once; nothing needs a restart.")
    {
        List(), Show(), Request(), Import(), Activate(), Retire(), CertsCheck.Create(), CertsRevocation.Create(),
    };

    private static Command List()
    {
        var config = SettingsOption.Create();
        var command = new Command("list", "List the keys: what each is for, where it stands, until when it is valid.") { config };
        command.SetAction((parsed, cancellationToken) => KeyAsking.AskAsync<List<KeyLine>>(parsed.GetValue(config)!, node => node.GetAsync<List<KeyLine>>("keys", cancellationToken), lines =>
        {
            lines.ForEach(KeyPrinter.Line);
            if (lines.Count == 0)
            {
                Console.WriteLine("There are no keys. See: sdknode certs request --help");
            }

            return 0;
        }));
        return command;
    }

    private static Command Show()
    {
        var config = SettingsOption.Create();
        var name = NameArgument();
        var command = new Command("show", "Show one key, with its request where the certificate has not come yet.") { name, config };
        command.SetAction((parsed, cancellationToken) => KeyAsking.AskAsync<List<KeyLine>>(parsed.GetValue(config)!, node => node.GetAsync<List<KeyLine>>("keys", cancellationToken), lines =>
        {
            var wanted = parsed.GetValue(name)!;
            var found = lines.Where(line => KeyNames.Matches(line.Fingerprint ?? line.Name, wanted)).ToList();
            if (found.Count == 0)
            {
                Console.Error.WriteLine($"There is no key \"{TerminalText.Printable(wanted)}\". See: sdknode certs list");
                return 1;
            }

            found.ForEach(KeyPrinter.Details);
            return 0;
        }));
        return command;
    }

    private static Command Request()
    {
        var config = SettingsOption.Create();
        var (environment, purpose, participant) = PlaceOptions();
        purpose.Required = true;
        var subject = new Option<string?>("--subject") { Description = "The certificate's subject, such as \"CN=AP0001-SDK-QA, O=Kristinehamns kommun, C=SE\". Left out: that of the certificate in use." };
        var dns = new Option<string[]>("--dns") { Description = "A host name or IP address for TLS. Left out: those of the certificate in use, else the CN.", AllowMultipleArgumentsPerToken = true };
        var bits = new Option<int>("--bits") { Description = "The key's length: 3072 or 4096.", DefaultValueFactory = _ => 3072 };
        var pkcs11 = new Option<string?>("--pkcs11") { Description = "Make the key in the hardware module, as pkcs11:token=SDK;object=ap-2026. Left out: in the node's store." };
        var output = new Option<string?>("--out", "-o") { Description = "The file for the request. Left out: it is printed." };
        var by = ByOption.Create();
        var command = new Command("request", "Make a key, which stays in the node, and the request that an issuer makes a certificate of.") { config, environment, purpose, participant, subject, dns, bits, pkcs11, output, by };
        command.SetAction((parsed, cancellationToken) =>
        {
            var wish = new RequestWish(new KeyPlace(parsed.GetValue(environment), parsed.GetValue(purpose), parsed.GetValue(participant)), parsed.GetValue(subject), parsed.GetValue(dns) ?? [], parsed.GetValue(bits), parsed.GetValue(by)!) { Pkcs11 = parsed.GetValue(pkcs11) };
            return ChangeAsync(parsed.GetValue(config)!, "keys/request", JsonContent.Create(wish), answer => KeyPrinter.Requested(answer, parsed.GetValue(output)), cancellationToken);
        });
        return command;
    }

    private static Command Import()
    {
        var config = SettingsOption.Create();
        var files = new Argument<FileInfo[]>("file") { Description = "The certificate that an issuer made of a request (PEM or DER, with or without its chain), or a key with its certificate (PKCS#12 or PEM); several one after the other.", Arity = ArgumentArity.OneOrMore };
        files.AcceptExistingOnly();
        var (environment, purpose, participant) = PlaceOptions();
        var password = new Option<FileInfo>("--password-file") { Description = "A file whose first line is the password of PKCS#12 or of an encrypted key." };
        password.AcceptExistingOnly();
        var from = FromOption("From when on it counts. Left out: at once where there is none in use, else when it is activated.");
        var by = ByOption.Create();
        var command = new Command("import", "Take in certificates or keys; what does not fit is refused.") { files, config, environment, purpose, participant, password, from, by };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var secret = parsed.GetValue(password) is { } passwordFile ? File.ReadLines(passwordFile.FullName).FirstOrDefault() : null;
            var place = new KeyPlace(parsed.GetValue(environment), parsed.GetValue(purpose), parsed.GetValue(participant));
            var exit = 0;
            foreach (var path in parsed.GetValue(files)!)
            {
                exit = Math.Max(exit, await ImportAsync(parsed.GetValue(config)!, path, content => new ImportWish(place, path.Name, content, secret, parsed.GetValue(from), parsed.GetValue(by)!), cancellationToken));
            }

            return exit;
        });
        return command;
    }

    private static async Task<int> ImportAsync(string config, FileInfo path, Func<byte[], ImportWish> wish, CancellationToken cancellationToken)
    {
        if (path.Length > KeyPrinter.MaxFileBytes)
        {
            Console.Error.WriteLine($"{path.Name} has {path.Length:N0} octets, which is no certificate or key file.");
            return 1;
        }

        return await ChangeAsync(config, "keys/import", JsonContent.Create(wish(await File.ReadAllBytesAsync(path.FullName, cancellationToken))), KeyPrinter.Done, cancellationToken);
    }

    private static Command Activate()
    {
        var config = SettingsOption.Create();
        var name = NameArgument();
        var from = FromOption("From when on it counts. Left out: now.");
        var by = ByOption.Create();
        var command = new Command("activate", "Let a key sign, or be shown, from now or a later time on; the one in use goes on until then.") { name, config, from, by };
        command.SetAction((parsed, cancellationToken) =>
        {
            var time = parsed.GetValue(from) is { } at ? $"&from={Uri.EscapeDataString(at.ToString("O", CultureInfo.InvariantCulture))}" : "";
            return ChangeAsync(parsed.GetValue(config)!, $"keys/{Uri.EscapeDataString(parsed.GetValue(name)!)}/activate?by={Uri.EscapeDataString(parsed.GetValue(by)!)}{time}", null, KeyPrinter.Done, cancellationToken);
        });
        return command;
    }

    private static Command Retire()
    {
        var config = SettingsOption.Create();
        var name = NameArgument();
        var force = new Option<bool>("--force") { Description = "Even where something stops by it." };
        var by = ByOption.Create();
        var command = new Command("retire", "Let a key count no more, not even for opening what is encrypted to it.") { name, config, force, by };
        command.SetAction((parsed, cancellationToken) => ChangeAsync(
            parsed.GetValue(config)!,
            $"keys/{Uri.EscapeDataString(parsed.GetValue(name)!)}/retire?force={(parsed.GetValue(force) ? "true" : "false")}&by={Uri.EscapeDataString(parsed.GetValue(by)!)}",
            null,
            KeyPrinter.Done,
            cancellationToken));
        return command;
    }

    private static Task<int> ChangeAsync(string path, string call, JsonContent? body, Func<KeyAnswer, int> print, CancellationToken cancellationToken) =>
        KeyAsking.AskAsync<KeyAnswer>(path, node => node.SendAsync<KeyAnswer>(HttpMethod.Post, call, body, cancellationToken), print);

    private static Argument<string> NameArgument() => new("key") { Description = "The key's name in the list: the beginning of its certificate's fingerprint." };

    private static Option<DateTimeOffset?> FromOption(string description) => new("--from")
    {
        Description = $"{description} Such as 2026-12-01T22:00Z.",
        CustomParser = static result =>
        {
            if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time))
            {
                return time;
            }

            result.AddError($"\"{result.Tokens[0].Value}\" is no time. Write it as 2026-12-01T22:00Z.");
            return null;
        },
    };

    private static (Option<string?> Environment, Option<string?> Purpose, Option<string?> Participant) PlaceOptions() => (
        new Option<string?>("--environment", "-e") { Description = "The environment; may be left out where there is one." },
        new Option<string?>("--purpose", "-p") { Description = $"What it is for: {KeyPurposes.Names}." },
        new Option<string?>("--participant") { Description = "The participant, for O2O; may be left out where there is one." });
}
