using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace SdkNode.Adapters.Mail;

/// <summary>Hands letters to a mail server by SMTP, one connection a letter: they are few.</summary>
public sealed class SmtpMailer(MailServer server, TimeProvider clock)
{
    /// <summary>Whether the text is one mail address, without a name.</summary>
    public static bool IsAddress(string text) => MailboxAddress.TryParse(text, out var address) && address.Address == text && text.Contains('@', StringComparison.Ordinal);

    /// <summary>Sends the letter; <see cref="DeliveryOutcome.Delivered"/> when the server has taken it for every receiver.</summary>
    public async Task<DeliveryOutcome> SendAsync(MailText mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mail);
        using var limit = new CancellationTokenSource(server.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var message = Message(mail);

        // Its own log would hold the password; whether the server's certificate is revoked is asked of nobody: many of a municipality's own CAs have no CRL that can be reached.
        using var client = new SmtpClient(new NullProtocolLogger()) { CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync(server.Host, server.Port, Options(server.Security), both.Token);
            if (server.UserName is { } user)
            {
                await client.AuthenticateAsync(user, server.Password ?? "", both.Token);
            }

            await client.SendAsync(message, both.Token);
            await client.DisconnectAsync(quit: true, both.Token);
            return new DeliveryOutcome.Delivered($"The mail server {server} has taken it.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryOutcome.TryAgain($"The mail server {server} took longer than {server.Timeout.TotalSeconds:0.#} s.", "See whether its host and port are right and a firewall lets this machine reach it.");
        }
        catch (Exception e) when (Fault(e) is { } fault)
        {
            return fault;
        }
    }

    private static SecureSocketOptions Options(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private DeliveryOutcome.TryAgain? Fault(Exception e) => e switch
    {
        SslHandshakeException => new($"The mail server {server} shows a certificate that this machine does not trust, or speaks no TLS there.", "Give it a certificate that this machine trusts and that names the host; or see whether the port fits the setting Security."),
        AuthenticationException => new($"The mail server {server} does not accept the user name and password.", "Set UserName and PasswordFile of the mail server right."),
        NotSupportedException => new($"The mail server {server} does not offer what the settings ask for: {Line(e.Message)}", "Set Security as the server has it: StartTls, Tls or None; leave UserName out where it takes no login."),
        SmtpCommandException command => new($"The mail server {server} refused the letter: {(int)command.StatusCode} {Line(command.Message)}", "See whether it lets this machine send from that address to those receivers.") { IsOfReceiver = command.ErrorCode == SmtpErrorCode.RecipientNotAccepted },
        SmtpProtocolException => new($"The mail server {server} does not speak SMTP as expected: {Line(e.Message)}", "See whether its host and port are right."),
        SocketException or IOException => new($"The mail server {server} can't be reached: {Line(e.Message)}", "See whether it runs, its host and port are right and a firewall lets this machine reach it."),
        _ => null,
    };

    // What a server says may be long and on several lines.
    private static string Line(string text) => string.Concat(text.Take(300).Select(c => char.IsControl(c) ? ' ' : c));

    private MimeMessage Message(MailText mail)
    {
        var message = new MimeMessage { Subject = mail.Subject, Date = clock.GetUtcNow(), Body = new TextPart("plain") { Text = mail.Text } };
        message.From.Add(new MailboxAddress("SdkNode", server.From));
        message.To.AddRange(mail.To.Select(address => new MailboxAddress("", address)));

        // Nobody's holiday answer is wanted.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }
}
