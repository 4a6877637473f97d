using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Mailboxes;

namespace SdkNode.Node.Ui.SignIn;

/// <summary>What somebody may do.</summary>
internal enum StaffRole
{
    /// <summary>Everything of the node but messages' content.</summary>
    Administrator,

    /// <summary>Keys and certificates.</summary>
    CertificateAdministrator,

    /// <summary>Reads logs and states, changes nothing.</summary>
    Auditor,

    /// <summary>Reads and writes messages of functional addresses, marks them as registered, hands them over and removes them.</summary>
    Registrar,

    /// <summary>Reads and writes messages of functional addresses.</summary>
    CaseWorker,
}

/// <summary>One right: who has the claim with the value has the role.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Value">One of its values.</param>
/// <param name="Role">The role.</param>
/// <param name="Environment">Whose mailboxes; null: of every environment.</param>
/// <param name="Participant">Whose mailboxes; null: of every participant.</param>
/// <param name="Addresses">Patterns of functional addresses.</param>
internal sealed record RoleRule(string Claim, string Value, StaffRole Role, string? Environment, string? Participant, IReadOnlyList<string> Addresses)
{
    /// <summary>Whether the right is one to this mailbox.</summary>
    public bool IsOf(MailboxName mailbox) =>
        (Environment is null || Environment == mailbox.Environment)
        && (Participant is null || Participant.Equals(mailbox.Participant, StringComparison.OrdinalIgnoreCase))
        && Addresses.Any(pattern => AddressPattern.Matches(pattern, mailbox.Address));
}

/// <summary>Somebody who has signed in, with the rights that the settings give now.</summary>
/// <param name="Id">Tells people apart.</param>
/// <param name="Name">The name for people.</param>
/// <param name="Rights">The rights.</param>
internal sealed record StaffMember(string Id, string Name, IReadOnlyList<RoleRule> Rights)
{
    /// <summary>The mail address, where the sign-in names one.</summary>
    public string? Mail { get; init; }

    /// <summary>How timelines and logs name the person: two of one name are two.</summary>
    public string Actor => Id == Name ? Name : $"{Name} ({Id})";

    /// <summary>Whether the person may see how the node does.</summary>
    public bool MaySeeNode => Has(StaffRole.Administrator) || Has(StaffRole.CertificateAdministrator) || Has(StaffRole.Auditor);

    /// <summary>Whether the person may act on messages that failed, alarms and the flow.</summary>
    public bool MayOperate => Has(StaffRole.Administrator);

    /// <summary>Whether the person may order, take in, activate and retire keys and certificates.</summary>
    public bool MayManageKeys => Has(StaffRole.Administrator) || Has(StaffRole.CertificateAdministrator);

    /// <summary>Whether the person may read and export the logs.</summary>
    public bool MayReadLogs => Has(StaffRole.Administrator) || Has(StaffRole.Auditor);

    /// <summary>Whether the person has the role, wherever.</summary>
    public bool Has(StaffRole role) => Rights.Any(right => right.Role == role);

    /// <summary>Whether the person may read and write the messages of this mailbox.</summary>
    public bool MayUse(MailboxName mailbox) => Rights.Any(right => right.Role is StaffRole.Registrar or StaffRole.CaseWorker && right.IsOf(mailbox));

    /// <summary>Whether the person may register its messages, hand them over and remove them.</summary>
    public bool MayRegister(MailboxName mailbox) => Rights.Any(right => right.Role == StaffRole.Registrar && right.IsOf(mailbox));
}
