namespace SdkNode.As4.Messages;

/// <summary>One end of the transfer as <c>eb:From</c> or <c>eb:To</c> names it (AS4-2).</summary>
/// <param name="Id">The one <c>eb:PartyId</c>: in the federation the CN of the access point's certificate.</param>
/// <param name="Type">The PartyId's type attribute (ID-10), or null when it has none.</param>
/// <param name="Role">The party's role.</param>
public sealed record As4Party(string Id, string? Type, string Role);
