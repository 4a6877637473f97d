using System.CommandLine;
using System.Data.Common;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode addressbook sync</c> and <c>sdknode addressbook search TEXT</c> (DIR-7).</summary>
internal static class AddressBookVerb
{
    /// <summary>The verb.</summary>
    public static Command Create() => new("addressbook", "Search the SDK address book, or synchronise the local copy.") { Sync(), Search() };

    private static Option<string?> Environment() => new("--environment", "-e") { Description = "The environment. Left out: every one." };

    private static Command Sync()
    {
        var (config, environment) = (SettingsOption.Create(), Environment());
        var accept = new Option<bool>("--accept-shrunken") { Description = "Take the address book even when it has lost more than half of its entries." };
        var command = new Command("sync", "Synchronise the running node's local copy now.") { config, environment, accept };
        command.SetAction((parsed, cancellationToken) => SyncAsync(parsed.GetValue(config)!, parsed.GetValue(environment), parsed.GetValue(accept), cancellationToken));
        return command;
    }

    private static Command Search()
    {
        var text = new Argument<string[]>("text") { Description = "Words of the organisation's or function's name, identifier, category or code.", Arity = ArgumentArity.ZeroOrMore };
        var (config, environment) = (SettingsOption.Create(), Environment());
        var category = new Option<string?>("--category") { Description = "A category, whole." };
        var code = new Option<string?>("--code") { Description = "A code, whole." };
        var count = new Option<int>("--count", "-n") { Description = "The most hits.", DefaultValueFactory = _ => 20 };
        var command = new Command("search", "Search functional addresses; forgives accents and typing errors.") { text, config, environment, category, code, count };
        command.SetAction((parsed, cancellationToken) => SearchAsync(
            parsed.GetValue(config)!,
            parsed.GetValue(environment),
            new AddressBookQuery { Text = string.Join(' ', parsed.GetValue(text) ?? []), Category = parsed.GetValue(category), Code = parsed.GetValue(code), Count = parsed.GetValue(count) },
            cancellationToken));
        return command;
    }

    private static async Task<int> SyncAsync(string path, string? environment, bool acceptShrunken, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var client = new ControlClient(settings.DataFolder);
        var call = $"addressbook/sync?acceptShrunken={acceptShrunken}{Parameter("environment", environment)}";
        if (await client.PostAsync<List<SyncOutcome>>(call, cancellationToken) is not { } outcomes)
        {
            Console.Error.WriteLine("No node runs with this data folder. It synchronises its address book when it starts.");
            return 1;
        }

        if (outcomes.Count == 0)
        {
            Console.Error.WriteLine("No environment has an address book: give its setting AddressBook:Url.");
        }

        foreach (var outcome in outcomes)
        {
            Print(outcome);
        }

        return outcomes.Count > 0 && outcomes.TrueForAll(outcome => outcome.Fault is null) ? 0 : 1;
    }

    private static void Print(SyncOutcome outcome)
    {
        if (outcome.Fault is { } fault)
        {
            Console.Error.WriteLine($"{outcome.Environment}: not synchronised, the copy stays. {TerminalText.Printable(fault)}");
            return;
        }

        Console.WriteLine($"{outcome.Environment}: {outcome.Organizations} organisations and units, {outcome.Addresses} functional addresses.");
        foreach (var skipped in outcome.Skipped)
        {
            Console.WriteLine($"  left out: {TerminalText.Printable(skipped)}");
        }
    }

    private static async Task<int> SearchAsync(string path, string? environment, AddressBookQuery query, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var client = new ControlClient(settings.DataFolder);
        var call = $"addressbook/search?count={query.Count}{Parameter("text", query.Text)}{Parameter("category", query.Category)}{Parameter("code", query.Code)}{Parameter("environment", environment)}";
        var answer = await client.GetAsync<AddressBookAnswer>(call, cancellationToken) ?? await WithoutNodeAsync(settings, environment, query, cancellationToken);
        return answer is null ? SettingsOption.ExitWrongSettings : AddressBookPrinter.Print(answer);
    }

    // The node is down: its local copy as it left it, without changing anything.
    private static async Task<AddressBookAnswer?> WithoutNodeAsync(Settings settings, string? environment, AddressBookQuery query, CancellationToken cancellationToken)
    {
        var faults = new List<ConfigurationFault>();
        var setups = settings.Options.Environments
            .Select((options, i) => (options.Name, Setup: AddressBookSetup.Read($"Environments:{i}", options.AddressBook, faults)))
            .DistinctBy(known => known.Name).ToDictionary(known => known.Name, known => known.Setup);
        if (faults.Count > 0)
        {
            SettingsOption.Print(faults);
            return null;
        }

        var open = settings.Store.ReadOnlyOpener();
        var books = new AddressBooks(setups, new AddressBookStore(open ?? settings.Store.Opener(), TimeProvider.System));
        try
        {
            if (open is not null)
            {
                await books.LoadAllAsync(cancellationToken);
            }
        }
        catch (DbException e)
        {
            return new AddressBookAnswer([], [], $"The store in {settings.DataFolder} can't be read: {e.Message}");
        }

        return AddressBookAnswer.Search(books, environment, query);
    }

    private static string Parameter(string name, string? value) => string.IsNullOrEmpty(value) ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
