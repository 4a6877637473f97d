using SdkNode.Node.AddressBook;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.Cli.Control;

/// <summary>What a search gives, or what is wrong with the question.</summary>
/// <param name="Lines">The functional addresses found, best first within each environment.</param>
/// <param name="Copies">How each environment's copy stands.</param>
/// <param name="Fault">What is wrong with the question.</param>
internal sealed record AddressBookAnswer(IReadOnlyList<AddressBookLine> Lines, IReadOnlyList<AddressBookCopy> Copies, string? Fault)
{
    /// <summary>Searches one environment, or all of them.</summary>
    public static AddressBookAnswer Search(AddressBooks books, string? environment, AddressBookQuery query)
    {
        if (environment is not null && !books.Environments.Contains(environment))
        {
            return new AddressBookAnswer([], [], $"There is no environment \"{environment}\".");
        }

        string[] searched = environment is null ? [.. books.Environments] : [environment];
        return new AddressBookAnswer(
            [.. searched.SelectMany(name => books.Find(name).Search(query).Select(hit => AddressBookLine.Of(name, hit)))],
            [.. searched.Select(name => new AddressBookCopy(name, books.Find(name).Addresses.Count, books.Find(name).SyncedAt))],
            null);
    }
}

/// <summary>How an environment's copy of the address book stands.</summary>
internal sealed record AddressBookCopy(string Environment, int Addresses, DateTimeOffset? SyncedAt);
