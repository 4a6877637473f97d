using SdkNode.Adapters.Mail;

namespace SdkNode.Node.Configuration;

/// <summary>Reads which mail server takes the node's letters.</summary>
internal static class MailReader
{
    /// <summary>The server, or null where there is none; what is wrong is added to <paramref name="faults"/>.</summary>
    public static MailServer? Read(Settings settings, List<ConfigurationFault> faults)
    {
        const string key = "Mail";
        if (settings.Options.Mail is not { } options)
        {
            return null;
        }

        var password = SecretReader.Read($"{key}:PasswordFile", options.Password, options.PasswordFile, settings, faults);
        if (options.Host.Length == 0)
        {
            faults.Add(new($"{key}:Host", null, "It is missing.", "Name the organisation's mail server."));
        }

        if (options.Port is < 1 or > 65535)
        {
            faults.Add(new($"{key}:Port", $"{options.Port}", "It is no port.", "Use 587, or 465 with Tls, or 25 with None."));
        }

        if (!SmtpMailer.IsAddress(options.From))
        {
            faults.Add(new($"{key}:From", options.From, "It is no mail address.", "Use one that the mail server lets this machine send from."));
        }

        if (options.Security is not ("StartTls" or "Tls" or "None"))
        {
            faults.Add(new($"{key}:Security", options.Security, "It is not known.", "Use StartTls, Tls or None."));
        }
        else if (options.Security == "None" && options.UserName is not null)
        {
            faults.Add(new($"{key}:Security", options.Security, "The password would cross the network in clear.", "Use StartTls or Tls, or leave UserName out."));
        }

        return new MailServer(options.Host, options.Port, Enum.TryParse<MailSecurity>(options.Security, out var security) ? security : MailSecurity.StartTls, options.From)
        {
            UserName = options.UserName,
            Password = password,
        };
    }
}
