namespace SdkNode.Routing.AddressBook;

/// <summary>Why the address book could not be read.</summary>
public enum AddressBookFaultKind
{
    /// <summary>Outage: it cannot be reached, does not answer in time, fails in TLS or answers 5xx or 429.</summary>
    Unavailable,

    /// <summary>It answers with a status that trying again does not mend.</summary>
    Refused,

    /// <summary>It redirects, which is not followed.</summary>
    Redirected,

    /// <summary>What it answers is no JSON.</summary>
    NotJson,

    /// <summary>What it answers is JSON, but no JSON:API document with a list of entries.</summary>
    NotJsonApi,

    /// <summary>A page, or all of them together, are larger than the limit.</summary>
    TooLarge,

    /// <summary>There are more pages or entries than the limit.</summary>
    TooMany,

    /// <summary>A next link leads back to a page that was read already.</summary>
    Loop,

    /// <summary>A next link leads to another host, port or scheme, or is no address.</summary>
    ForeignLink,
}

/// <summary>Why the address book could not be read.</summary>
/// <param name="Kind">The cause.</param>
/// <param name="Detail">What happened, for an administrator: which page, and what the answer was.</param>
/// <param name="Retryable">Whether the same question may get an answer soon.</param>
public sealed record AddressBookFault(AddressBookFaultKind Kind, string Detail, bool Retryable)
{
    internal static AddressBookFault Definite(AddressBookFaultKind kind, string detail) => new(kind, detail, false);

    internal static AddressBookFault Outage(string detail) => new(AddressBookFaultKind.Unavailable, detail, true);
}
