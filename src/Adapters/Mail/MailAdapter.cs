namespace SdkNode.Adapters.Mail;

/// <summary>Tells people by mail that something has arrived: from whom and where to read it, never what.</summary>
/// <param name="mailer">Hands the letter to the mail server.</param>
/// <param name="letter">The letter.</param>
public sealed class MailAdapter(SmtpMailer mailer, MailText letter) : IArrivalAdapter
{
    /// <inheritdoc/>
    public Task<DeliveryOutcome> DeliverAsync(ArrivedMessage message, CancellationToken cancellationToken) => mailer.SendAsync(letter, cancellationToken);
}
