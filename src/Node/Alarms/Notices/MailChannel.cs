using SdkNode.Adapters;
using SdkNode.Adapters.Mail;

namespace SdkNode.Node.Alarms.Notices;

/// <summary>Tells administrators of alarms by mail.</summary>
internal sealed class MailChannel(SmtpMailer mailer, IReadOnlyList<string> to, TimeSpan every, AlarmLetter letter) : IAlarmChannel
{
    /// <inheritdoc />
    public string Name => "mail";

    /// <inheritdoc />
    public TimeSpan Every => every;

    /// <inheritdoc />
    public Task<DeliveryOutcome> SendAsync(AlarmDigest digest, CancellationToken cancellationToken) =>
        mailer.SendAsync(new MailText(to, letter.Subject(digest), letter.Text(digest)), cancellationToken);
}
