using SdkNode.Node.Audit;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Mailboxes.Notices;
using SdkNode.Node.Ui.Mailbox;

namespace SdkNode.Node.Ui.SignIn;

/// <summary>What follows from a sign-in: it stands in the security log, and the person's letters and place among colleagues follow the rights that it gave.</summary>
internal sealed class SignInRecord(SecurityLog security, StaffNotices notices, Colleagues colleagues, OwnMailboxes mailboxes)
{
    /// <summary>Somebody has signed in.</summary>
    /// <param name="person">Who.</param>
    /// <param name="level">The level of assurance.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task WriteAsync(StaffMember person, string? level, CancellationToken cancellationToken)
    {
        await security.WriteAsync(SecurityLog.SignedIn, person.Actor, null, level, cancellationToken);
        var own = mailboxes.Of(person).Select(mailbox => mailbox.Name).ToList();
        await notices.SeenAsync(person.Id, person.Mail, own, cancellationToken);
        await colleagues.SeenAsync(person.Id, person.Actor, own, cancellationToken);
    }
}
