using SdkNode.Envelope.Identifiers;

namespace SdkNode.Testbed.Federation;

/// <summary>An organisation as the testbed's address book lists it (DIR-7).</summary>
/// <param name="Participant">Its participant identifier.</param>
/// <param name="Name">Its official name.</param>
public sealed record BookOrganization(ParticipantIdentifier Participant, string Name)
{
    /// <summary>Its organisation number.</summary>
    public string OrganizationNumber { get; init; } = "2120000000";

    /// <summary>Another name for it.</summary>
    public string? AlternateName { get; init; }

    /// <summary>Its functional addresses.</summary>
    public IReadOnlyList<BookFunction> Functions { get; init; } = [];
}

/// <summary>A function of an organisation and its functional address.</summary>
/// <param name="Address">The functional address.</param>
/// <param name="Name">The function's name.</param>
public sealed record BookFunction(string Address, string Name)
{
    /// <summary>What the function does.</summary>
    public string? Description { get; init; }

    /// <summary>The categories it is sorted under.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The codes it can be searched by, as <c>system|code</c>.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>The unit of the organisation that the function belongs to; null for the organisation itself.</summary>
    public string? Unit { get; init; }
}
