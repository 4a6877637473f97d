namespace SdkNode.Envelope.SdkMessages;

/// <summary>An identifier under a root: a code system or scheme.</summary>
/// <param name="Root">The code system, such as <c>iso6523-actorid-upis</c> or one of ID-13.</param>
/// <param name="Extension">The identifier itself.</param>
public sealed record InstanceIdentifier(string Root, string Extension);

/// <summary>The sender or recipient of a message (MSG-8).</summary>
/// <param name="Id">The participant: root ID-1, extension its identifier.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Attention">The functional address, people and references; required when sending.</param>
public sealed record MessageParty(InstanceIdentifier Id, string? Label, MessageAttention? Attention);

/// <summary>Whom inside the organisation a message concerns (MSG-9, MSG-10).</summary>
/// <param name="SubOrganization">The functional address: root ID-11.</param>
/// <param name="SubOrganizationLabel">Its name for people.</param>
/// <param name="Persons">People referred to; never addresses.</param>
/// <param name="References">Case or diary numbers and the like.</param>
public sealed record MessageAttention(
    InstanceIdentifier SubOrganization,
    string? SubOrganizationLabel,
    IReadOnlyList<AttentionPerson> Persons,
    IReadOnlyList<AttentionReference> References);

/// <summary>A person referred to (MSG-10).</summary>
/// <param name="Id">The person's id, or null.</param>
/// <param name="Label">The person's name, or null.</param>
public sealed record AttentionPerson(InstanceIdentifier? Id, string? Label);

/// <summary>A reference: case or diary number, personnummer and the like (MSG-10).</summary>
/// <param name="Id">The reference.</param>
/// <param name="Label">A text for people, or null.</param>
public sealed record AttentionReference(InstanceIdentifier Id, string? Label);
