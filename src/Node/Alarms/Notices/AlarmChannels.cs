using SdkNode.Adapters.Mail;
using SdkNode.Adapters.Webhook;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Alarms.Notices;

/// <summary>The channels that the settings name.</summary>
internal sealed class AlarmChannels : IDisposable
{
    private readonly HttpMessageInvoker _http = WebhookPost.CreateHttp();

    /// <summary>Makes them.</summary>
    public AlarmChannels(NodeSetup setup, TimeProvider clock)
    {
        var notices = setup.AlarmNotices;
        var all = new List<IAlarmChannel>();
        if (notices.To.Count > 0 && setup.Mail is { } server)
        {
            all.Add(new MailChannel(new SmtpMailer(server, clock), notices.To, notices.Every, new AlarmLetter(setup.Name, notices.Swedish, setup.Console is not null)));
        }

        if (notices.Webhook is { } target)
        {
            all.Add(new WebhookChannel(new WebhookPost(_http, target, clock), setup.Name));
        }

        All = all;
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<IAlarmChannel> All { get; }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();
}
