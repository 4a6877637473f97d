namespace SdkNode.Node.Api.Authorization;

/// <summary>The scopes of the API, one for each kind of operation (API-1).</summary>
internal static class ApiScopes
{
    /// <summary>Send a message. The contract also spells it <c>urn:sdk.api:sendMessage</c>.</summary>
    public const string SendMessages = "urn:sdk.api:sendMessages";

    /// <summary>Read one message.</summary>
    public const string GetMessage = "urn:sdk.api:getMessage";

    /// <summary>List messages by a filter.</summary>
    public const string GetMessageByFilter = "urn:sdk.api:getMessageByFilter";

    /// <summary>Delete a message.</summary>
    public const string DeleteMessage = "urn:sdk.api:deleteMessage";

    /// <summary>Search the address book; this node's own, not of the contract.</summary>
    public const string AddressBook = "urn:sdk.api:addressBook";

    private const string SendMessage = "urn:sdk.api:sendMessage";

    /// <summary>Every scope under its first name.</summary>
    public static IReadOnlyList<string> All { get; } = [SendMessages, GetMessage, GetMessageByFilter, DeleteMessage, AddressBook];

    /// <summary>The names that a scope is known by, the first one first.</summary>
    public static IEnumerable<string> NamesOf(string scope) => scope == SendMessages ? [SendMessages, SendMessage] : [scope];

    /// <summary>What a scope is for, in words.</summary>
    public static string Meaning(string scope) => scope switch
    {
        SendMessages => "Send messages.",
        GetMessage => "Read a message.",
        GetMessageByFilter => "List messages.",
        DeleteMessage => "Delete messages.",
        AddressBook => "Search the address book.",
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };

    /// <summary>The first name of a scope that has two; any other text unchanged.</summary>
    public static string Canonical(string scope) => scope == SendMessage ? SendMessages : scope;

    /// <summary>The scopes of a space separated list, each under its first name.</summary>
    public static IReadOnlySet<string> Read(string list) =>
        list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Canonical).ToHashSet(StringComparer.Ordinal);
}
