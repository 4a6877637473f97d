using SdkNode.Adapters.Mail;
using SdkNode.Adapters.Webhook;

namespace SdkNode.Node.Configuration;

/// <summary>Who is told of alarms, made real.</summary>
/// <param name="Mail">The mail server, or null where no letters are sent.</param>
/// <param name="To">Whom letters go to.</param>
/// <param name="Every">The least time between two letters.</param>
/// <param name="Swedish">Whether letters are in Swedish; else in English.</param>
/// <param name="Webhook">Who is told by a signed POST, or null.</param>
internal sealed record AlarmNoticeSetup(MailServer? Mail, IReadOnlyList<string> To, TimeSpan Every, bool Swedish, WebhookTarget? Webhook)
{
    /// <summary>Reads the settings; what is wrong is added to <paramref name="faults"/>.</summary>
    public static AlarmNoticeSetup Read(Settings settings, List<ConfigurationFault> faults)
    {
        var options = settings.Options.AlarmNotices;
        var server = settings.Options.Mail is { } mail ? Server("Mail", mail, settings, faults) : null;
        foreach (var address in options.MailTo.Where(address => !SmtpMailer.IsAddress(address)))
        {
            faults.Add(new("AlarmNotices:MailTo", address, "It is no mail address.", "Write it as it-drift@kristinehamn.se."));
        }

        if (options.MailTo.Count > 0 && settings.Options.Mail is null)
        {
            faults.Add(new("Mail", null, "Alarms are to be mailed, but there is no mail server.", "Describe it in Mail: Host and From at least."));
        }

        if (options.MailEvery < TimeSpan.FromMinutes(1) || options.MailEvery > TimeSpan.FromDays(7))
        {
            faults.Add(new("AlarmNotices:MailEvery", $"{options.MailEvery}", "It is out of range.", "Use 1 minute to 7 days; the default is 30 minutes."));
        }

        if (options.Language is not ("sv" or "en"))
        {
            faults.Add(new("AlarmNotices:Language", options.Language, "It is not known.", "Use sv or en."));
        }

        return new AlarmNoticeSetup(options.MailTo.Count > 0 ? server : null, options.MailTo, options.MailEvery, options.Language == "sv", WebhookReader.Read("AlarmNotices:Webhook", options.Webhook, settings, faults));
    }

    private static MailServer Server(string key, MailOptions options, Settings settings, List<ConfigurationFault> faults)
    {
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
