using Microsoft.OpenApi;
using SdkNode.Node.Api.AddressBook;
using SdkNode.Routing.AddressBook;
using static SdkNode.Node.Api.Schema.Shape;

namespace SdkNode.Node.Api.Schema;

/// <summary>The operations on the address book (DIR-7) in words, for the API's description.</summary>
internal static class AddressBookOperations
{
    private static readonly AnswerText s_refused = new(400, "A parameter is wrong or not known here: every fault at once.", "Events");

    /// <summary>The list of a resource.</summary>
    public static OperationText Of(AddressBookResource resource) => resource switch
    {
        AddressBookResource.Organizations => Operation(
            "getAddressBookOrganizations", "List organisations", "The organisations of the address book, and their units.", "addressBookOrganizations",
            Search, Participant("The organisation with this participant identifier.")),
        AddressBookResource.Addresses => Operation(
            "getAddressBookAddresses", "List functional addresses", "The functional addresses that a message can be sent to.", "addressBookAddresses",
            Search,
            Query("filter[category]", "Addresses of this category.", Text("A category.")),
            Query("filter[code]", "Addresses with this search code.", Text("A code.")),
            Query("filter[codeSystem]", "Addresses with a search code of this system.", Text("A system of codes.")),
            Participant("Addresses of the organisation with this participant identifier.")),
        _ => Operation("getAddressBookCodeSystems", "List systems of codes", "The systems that search codes are taken from.", "addressBookCodeSystems"),
    };

    private static OpenApiParameter Search => Query("filter[search]", "Words to search for; small faults of spelling are forgiven.", Text("Words."));

    private static OperationText Operation(string id, string summary, string description, string shape, params IEnumerable<OpenApiParameter> filters) => new(
        id, DescriptionFrame.AddressBook, summary,
        $"{description} Out of the node's copy of the federation's address book, in pages. Beside the contract.")
    {
        Parameters =
        [
            .. filters,
            Query("page[size]", "How many entries a page has; 100 when it is left out.", Number("A number.", from: 1, below: AddressBookRequest.MostEntries + 1)),
            Query("page[after]", "Where the page begins: take it from links.next.", Text("The id of an entry.")),
        ],
        Answers = [new(200, "The entries; none is an empty list.", shape), s_refused],
    };

    private static OpenApiParameter Participant(string description) => Query("filter[participantIdentifier]", description, Text("A participant identifier.", "0203:kristinehamn.se"));

    private static OpenApiParameter Query(string name, string description, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema };
}
