using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.Cli.Control;

/// <summary>One functional address as the command line lists it.</summary>
internal sealed record AddressBookLine
{
    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>The participant's name.</summary>
    public required string Organization { get; init; }

    /// <summary>The unit that owns the address; null when the organisation itself does.</summary>
    public string? Unit { get; init; }

    /// <summary>The function's name.</summary>
    public required string Function { get; init; }

    /// <summary>The functional address.</summary>
    public required string Address { get; init; }

    /// <summary>The participant identifier to send to.</summary>
    public required string Participant { get; init; }

    /// <summary>Whether it is an entry of the node's own.</summary>
    public required bool IsLocal { get; init; }

    /// <summary>The line of a hit.</summary>
    public static AddressBookLine Of(string environment, AddressBookHit hit) => new()
    {
        Environment = environment,
        Organization = hit.Organization.Name,
        Unit = ReferenceEquals(hit.Owner, hit.Organization) ? null : hit.Owner.Name,
        Function = hit.Address.Name,
        Address = hit.Address.Identifier,
        Participant = hit.Organization.ParticipantIdentifier!,
        IsLocal = hit.Address.IsLocal,
    };
}
