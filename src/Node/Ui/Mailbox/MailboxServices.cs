using SdkNode.Node.Mailboxes;

namespace SdkNode.Node.Ui.Mailbox;

/// <summary>What the pages of mailboxes stand on.</summary>
internal static class MailboxServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddMailboxPages(this IServiceCollection services) =>
        services.AddSingleton<OwnMailboxes>().AddSingleton<MessageFiles>().AddSingleton<MessageArchive>().AddSingleton<MessagePdf>()
            .AddSingleton<MailboxNotes>().AddSingleton<Drafts>().AddSingleton<DraftSending>().AddSingleton<DraftForm>().AddSingleton<QueueView>();
}
