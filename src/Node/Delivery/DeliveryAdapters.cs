using SdkNode.Adapters;
using SdkNode.Adapters.FileDrop;
using SdkNode.Adapters.Mail;
using SdkNode.Adapters.Webhook;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Api;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Delivery;

/// <summary>Finds the adapter for a delivery, and tells adapters what they need to know of a message.</summary>
internal sealed class DeliveryAdapters(NodeSetup setup, DeliveryPlan plan, ArrivalLetter letter, ContentStore content, TimeProvider clock) : IDisposable
{
    private readonly HttpMessageInvoker _http = WebhookPost.CreateHttp();

    /// <summary>The adapter, or null where the settings no longer switch it on.</summary>
    public IArrivalAdapter? Find(MessageRow message, WorkKind kind) => (kind, plan.MailboxOf(message)) switch
    {
        (WorkKind.DropFiles, { Folder: { } folder }) => new FileDropAdapter(folder),
        (WorkKind.NotifyWebhook, { Webhook: { } target }) => new WebhookAdapter(new WebhookPost(_http, target, clock)),
        (WorkKind.NotifyMail, { MailTo: { Count: > 0 } to }) when setup.Mail is { } server => new MailAdapter(new SmtpMailer(server, clock), letter.Of(message, to)),
        _ => null,
    };

    /// <summary>The message as adapters see it.</summary>
    public ArrivedMessage Arrived(WorkRow work, MessageRow message) => new()
    {
        DeliveryId = work.Id,
        Environment = message.Environment,
        Participant = message.Participant,
        FunctionalAddress = message.FunctionalAddress!,
        MessageId = MessageId.Parse(message.XheId).Value!,
        DocumentType = message.DocumentType,
        Form = FormOf(message),
        ArrivedAt = message.ArrivedAt ?? message.CreatedAt,
        SenderKnown = message.SenderKnown,
        Link = message.Head is not null && setup.Api is { Options.Tokens.PublicAddress: not null } api ? new Uri(new ApiLinks(api.Authorization.Issuer).Message(message.XheId)) : null,
        OpenPayload = () => content.OpenRead(message.Payload!.Value),
    };

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private PayloadForm FormOf(MessageRow message)
    {
        var type = DocumentTypeIdentifier.Parse(message.DocumentType).Value!;
        var known = setup.Environments.First(environment => environment.Name == message.Environment).DocumentTypes.Find(type.BaseCode);
        return type.BaseCode == DocumentTypeIdentifier.SdkMessageBaseCode ? PayloadForm.SdkMessage
            : known is { IsXml: true } ? PayloadForm.Xml
            : PayloadForm.Octets;
    }
}
