using System.Globalization;
using Microsoft.Extensions.Primitives;
using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.AddressBook;
using SdkNode.Security;

namespace SdkNode.Node.Api.AddressBook;

/// <summary>What a client asks the address book for: a page of a resource, narrowed by filters.</summary>
internal sealed record AddressBookRequest
{
    private const int MostEntries = 1000;

    private static readonly Dictionary<AddressBookResource, string[]> Filters = new()
    {
        [AddressBookResource.Organizations] = ["search", "participantIdentifier"],
        [AddressBookResource.Addresses] = ["search", "category", "code", "codeSystem", "participantIdentifier"],
        [AddressBookResource.CodeSystems] = [],
    };

    /// <summary>The most entries of the page.</summary>
    public int Size { get; private init; } = 100;

    /// <summary>The id of the entry that the page begins after; null for the first page.</summary>
    public string? After { get; private init; }

    /// <summary>Words to search for.</summary>
    public string? Search { get; private init; }

    /// <summary>A category.</summary>
    public string? Category { get; private init; }

    /// <summary>A code.</summary>
    public string? Code { get; private init; }

    /// <summary>The code's system.</summary>
    public string? CodeSystem { get; private init; }

    /// <summary>A participant.</summary>
    public ParticipantIdentifier? Participant { get; private init; }

    /// <summary>Reads the query of a request; a fault says which parameter is wrong and what is right. Names are taken without regard to case.</summary>
    public static Result<AddressBookRequest, string> Read(AddressBookResource resource, IQueryCollection query)
    {
        var read = new AddressBookRequest();
        foreach (var (name, values) in query)
        {
            var next = name.ToUpperInvariant() switch
            {
                "PAGE[SIZE]" => WithSize(read, values),
                "PAGE[AFTER]" => read with { After = values.ToString() },
                _ when Filters[resource].FirstOrDefault(filter => name.Equals($"filter[{filter}]", StringComparison.OrdinalIgnoreCase)) is { } filter => WithFilter(read, filter, Unquoted(values)),
                _ => Unknown(resource, name),
            };
            if (!next.TryGet(out var value, out var fault))
            {
                return fault;
            }

            read = value;
        }

        return read;
    }

    private static Result<AddressBookRequest, string> WithSize(AddressBookRequest read, StringValues values) =>
        int.TryParse(values, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= MostEntries
            ? read with { Size = size }
            : $"page[size] is a number from 1 to {MostEntries}.";

    private static Result<AddressBookRequest, string> WithFilter(AddressBookRequest read, string filter, string value)
    {
        switch (filter)
        {
            case "search":
                return read with { Search = value };
            case "category":
                return read with { Category = value };
            case "code":
                return read with { Code = value };
            case "codeSystem":
                return read with { CodeSystem = value };
            default:
                return ParticipantIdentifier.Parse(value).TryGet(out var participant, out var wrong)
                    ? read with { Participant = participant }
                    : $"filter[participantIdentifier]: {wrong.Detail}.";
        }
    }

    private static Result<AddressBookRequest, string> Unknown(AddressBookResource resource, string name)
    {
        var known = Filters[resource].Select(filter => $"filter[{filter}]").Prepend("page[after]").Prepend("page[size]");
        return $"There is no parameter \"{name}\" here. Known: {string.Join(", ", known)}.";
    }

    private static string Unquoted(StringValues values)
    {
        var value = values.ToString();
        return value.Length >= 2 && value[0] == '"' && value[^1] == '"' ? value[1..^1] : value;
    }
}
