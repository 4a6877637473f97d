using SdkNode.Adapters.Mail;
using SdkNode.Adapters.Webhook;

namespace SdkNode.Node.Configuration;

/// <summary>Who is told of alarms, made real.</summary>
/// <param name="To">Whom letters go to.</param>
/// <param name="Every">The least time between two letters.</param>
/// <param name="Swedish">Whether letters are in Swedish; else in English.</param>
/// <param name="Webhook">Who is told by a signed POST, or null.</param>
internal sealed record AlarmNoticeSetup(IReadOnlyList<string> To, TimeSpan Every, bool Swedish, WebhookTarget? Webhook)
{
    /// <summary>Reads the settings; what is wrong is added to <paramref name="faults"/>.</summary>
    public static AlarmNoticeSetup Read(Settings settings, List<ConfigurationFault> faults)
    {
        var options = settings.Options.AlarmNotices;
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

        return new AlarmNoticeSetup(options.MailTo, options.MailEvery, options.Language == "sv", WebhookReader.Read("AlarmNotices:Webhook", options.Webhook, settings, faults));
    }
}
