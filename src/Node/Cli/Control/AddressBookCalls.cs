using SdkNode.Node.AddressBook;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.Cli.Control;

/// <summary>The calls of <c>sdknode addressbook</c>.</summary>
internal static class AddressBookCalls
{
    /// <summary>Maps them below <c>/control/addressbook</c>.</summary>
    public static void Map(RouteGroupBuilder control)
    {
        control.MapPost("/addressbook/sync", SyncAsync);
        control.MapGet("/addressbook/search", (AddressBooks books, string? environment, string? text, string? category, string? code, int count) =>
            AddressBookAnswer.Search(books, environment, new AddressBookQuery { Text = text, Category = category, Code = code, Count = count }));
    }

    private static async Task<IReadOnlyList<SyncOutcome>> SyncAsync(AddressBooks books, AddressBookSync sync, string? environment, bool acceptShrunken, CancellationToken cancellationToken)
    {
        if (environment is not null && !books.Environments.Contains(environment))
        {
            return [SyncOutcome.Failed(environment, $"There is no environment \"{environment}\".")];
        }

        var outcomes = new List<SyncOutcome>();
        foreach (var name in environment is null ? books.Environments.Where(name => books.FindSynchronised(name) is not null) : [environment])
        {
            outcomes.Add(await sync.SyncAsync(name, acceptShrunken, cancellationToken));
        }

        return outcomes;
    }
}
