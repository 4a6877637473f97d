using System.Globalization;
using Microsoft.Extensions.Primitives;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Api.Problems;
using SdkNode.Routing.AddressBook;
using SdkNode.Security;

namespace SdkNode.Node.Api.AddressBook;

/// <summary>What a client asks the address book for: a page of a resource, narrowed by filters.</summary>
internal sealed record AddressBookRequest
{
    /// <summary>The most entries that a page may be asked for.</summary>
    public const int MostEntries = 1000;

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

    /// <summary>Reads the query of a request; the problem names every parameter that is wrong. Names are taken without regard to case.</summary>
    public static Result<AddressBookRequest, ApiProblem> Read(AddressBookResource resource, IQueryCollection query)
    {
        var read = new AddressBookRequest();
        var issues = new List<ApiIssue>();
        foreach (var (name, values) in query)
        {
            var filter = Filters[resource].FirstOrDefault(filter => name.Equals($"filter[{filter}]", StringComparison.OrdinalIgnoreCase));
            read = name.ToUpperInvariant() switch
            {
                "PAGE[SIZE]" => read with { Size = ReadSize(name, values, issues) },
                "PAGE[AFTER]" => read with { After = values.ToString() },
                _ when filter is not null => WithFilter(read, filter, Unquoted(values), issues),
                _ => Unknown(read, resource, name, issues),
            };
        }

        return issues.Count > 0 ? ApiProblem.BadRequest(issues) : read;
    }

    private static int ReadSize(string name, StringValues values, List<ApiIssue> issues)
    {
        if (int.TryParse(values, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= MostEntries)
        {
            return size;
        }

        issues.Add(ApiIssue.Form(name, $"It is a number from 1 to {MostEntries}."));
        return MostEntries;
    }

    private static AddressBookRequest WithFilter(AddressBookRequest read, string filter, string value, List<ApiIssue> issues)
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
        }

        if (!ParticipantIdentifier.Parse(value).TryGet(out var participant, out var wrong))
        {
            issues.Add(ApiIssue.Form($"filter[{filter}]", wrong.Detail));
        }

        return read with { Participant = participant };
    }

    private static AddressBookRequest Unknown(AddressBookRequest read, AddressBookResource resource, string name, List<ApiIssue> issues)
    {
        var known = Filters[resource].Select(filter => $"filter[{filter}]").Prepend("page[after]").Prepend("page[size]");
        issues.Add(ApiIssue.Form(name, $"There is no such parameter here; there are {string.Join(", ", known)}."));
        return read;
    }

    private static string Unquoted(StringValues values)
    {
        var value = values.ToString();
        return value.Length >= 2 && value[0] == '"' && value[^1] == '"' ? value[1..^1] : value;
    }
}
