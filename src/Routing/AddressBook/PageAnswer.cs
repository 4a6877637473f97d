namespace SdkNode.Routing.AddressBook;

/// <summary>A page and how many octets it took.</summary>
internal sealed record PageAnswer(AddressBookPage Page, int Bytes);
