using System.CommandLine;
using System.Net.Http.Json;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Trust;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode trust list|import|remove</c>: whom the node trusts, by environment and purpose.</summary>
internal static class TrustVerb
{
    /// <summary>The verb.</summary>
    public static Command Create() => new("trust", "Look after trust anchors and issuers. What is changed counts at once; nothing needs a restart.") { List(), Import(), Remove() };

    private static Command List()
    {
        var config = SettingsOption.Create();
        var command = new Command("list", "List whom the node trusts, by environment and purpose.") { config };
        command.SetAction((parsed, cancellationToken) => KeyAsking.AskAsync<List<TrustLine>>(parsed.GetValue(config)!, node => node.GetAsync<List<TrustLine>>("trust", cancellationToken), lines =>
        {
            lines.ForEach(Print);
            if (lines.Count == 0)
            {
                Console.WriteLine("Nobody is trusted yet. See: sdknode trust import --help");
            }

            return 0;
        }));
        return command;
    }

    private static Command Import()
    {
        var config = SettingsOption.Create();
        var file = new Argument<FileInfo>("file") { Description = "Certificates of authorities (PEM with one or more, or DER)." };
        file.AcceptExistingOnly();
        var (environment, purpose) = PlaceOptions();
        var anchor = new Option<bool>("--anchor") { Description = "Let chains end with it though it is no root: for an issuing CA whose root is not to be had." };
        var fingerprints = new Option<string[]>("--fingerprint") { Description = "The SHA-256 fingerprint that you have compared; once for each certificate of the file. Left out: it is shown, and asked for on a terminal.", AllowMultipleArgumentsPerToken = true };
        var by = ByOption.Create();
        var command = new Command("import", "Trust an authority for one purpose of one environment, after its fingerprint has been compared.") { file, config, environment, purpose, anchor, fingerprints, by };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            if (path.Length > KeyPrinter.MaxFileBytes)
            {
                Console.Error.WriteLine($"{path.Name} has {path.Length:N0} octets, which is no certificate file.");
                return 1;
            }

            var wish = new TrustWish(
                parsed.GetValue(environment), parsed.GetValue(purpose), path.Name, await File.ReadAllBytesAsync(path.FullName, cancellationToken), parsed.GetValue(anchor), parsed.GetValue(fingerprints) ?? [], parsed.GetValue(by)!);
            return await ImportAsync(parsed.GetValue(config)!, wish, cancellationToken);
        });
        return command;
    }

    private static async Task<int> ImportAsync(string config, TrustWish wish, CancellationToken cancellationToken)
    {
        var shown = await AskAsync(config, wish, cancellationToken);
        if (shown.Answer is not { Unconfirmed: true } unconfirmed || Console.IsInputRedirected)
        {
            return shown.Exit;
        }

        Console.Write("Have you compared them? Write yes to trust them: ");
        if (Console.ReadLine()?.Trim() is not ("yes" or "ja"))
        {
            Console.WriteLine("Nothing was changed.");
            return 1;
        }

        return (await AskAsync(config, wish with { Fingerprints = [.. unconfirmed.Lines.Select(line => line.Fingerprint)] }, cancellationToken)).Exit;
    }

    private static async Task<(int Exit, TrustAnswer? Answer)> AskAsync(string config, TrustWish wish, CancellationToken cancellationToken)
    {
        TrustAnswer? got = null;
        var exit = await KeyAsking.AskAsync<TrustAnswer>(config, node => node.SendAsync<TrustAnswer>(HttpMethod.Post, "trust/import", JsonContent.Create(wish), cancellationToken), answer =>
        {
            got = answer;
            return Done(answer);
        });
        return (exit, got);
    }

    private static Command Remove()
    {
        var config = SettingsOption.Create();
        var name = new Argument<string>("fingerprint") { Description = "The authority's SHA-256 fingerprint, or its beginning." };
        var (environment, purpose) = PlaceOptions();
        var force = new Option<bool>("--force") { Description = "Even where work stops by it." };
        var by = ByOption.Create();
        var command = new Command("remove", "Trust an authority no more.") { name, config, environment, purpose, force, by };
        command.SetAction((parsed, cancellationToken) =>
        {
            var place = $"environment={Uri.EscapeDataString(parsed.GetValue(environment) ?? "")}&purpose={Uri.EscapeDataString(parsed.GetValue(purpose)!)}".Replace("environment=&", "", StringComparison.Ordinal);
            var call = $"trust/{Uri.EscapeDataString(parsed.GetValue(name)!)}/remove?{place}&force={(parsed.GetValue(force) ? "true" : "false")}&by={Uri.EscapeDataString(parsed.GetValue(by)!)}";
            return KeyAsking.AskAsync<TrustAnswer>(parsed.GetValue(config)!, node => node.SendAsync<TrustAnswer>(HttpMethod.Post, call, null, cancellationToken), Done);
        });
        return command;
    }

    private static int Done(TrustAnswer answer)
    {
        if (answer.Fault is { } fault)
        {
            Console.Error.WriteLine(TerminalText.Printable($"{fault} {answer.Remedy}"));
            return 1;
        }

        foreach (var line in answer.Lines)
        {
            Print(line);
        }

        foreach (var note in answer.Notes)
        {
            Console.WriteLine(TerminalText.Printable(note));
        }

        return answer.Unconfirmed ? 1 : 0;
    }

    private static void Print(TrustLine line)
    {
        Console.WriteLine($"{line.Environment} {line.Purpose} {line.Role}: {TerminalText.Printable(line.Subject)}, until {line.ValidTo:yyyy-MM-dd}");
        Console.WriteLine($"    {Grouped(line.Fingerprint)} (SHA-256){(line.Source == "settings" ? ", from the settings" : "")}{(line.AddedBy is { } by ? $", {line.AddedAt:yyyy-MM-dd} by {TerminalText.Printable(by)}" : "")}");
        if (line.Known is { } known)
        {
            Console.WriteLine($"    The federation publishes this one: {known}");
        }
    }

    // As certificate viewers show it, so that it can be compared by eye.
    private static string Grouped(string fingerprint) => string.Join(':', fingerprint.Chunk(2).Select(pair => new string(pair)));

    private static (Option<string?> Environment, Option<string> Purpose) PlaceOptions() => (
        new Option<string?>("--environment", "-e") { Description = "The environment; may be left out where there is one." },
        new Option<string>("--purpose", "-p") { Description = $"What it is trusted for: {TrustPurposes.Names}.", Required = true });
}
