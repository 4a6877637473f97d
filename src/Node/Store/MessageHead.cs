using SdkNode.Adapters.Contract;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>Puts what a row keeps of an SDK message's header into it: plain what is searched for and no content, the rest sealed.</summary>
internal static class MessageHead
{
    /// <summary>Fills the row; from here clients and mailboxes of its functional address see it.</summary>
    public static void Fill(MessageRow row, SdkMessage message, HeadCipher cipher)
    {
        var sender = message.Sender.Attention?.SubOrganization.Extension;
        var recipient = message.Recipient.Attention?.SubOrganization.Extension;
        (row.OwnAddress, row.OtherAddress) = row.Direction == Direction.Outgoing ? (sender, recipient) : (recipient, sender);

        // Ids are compared as UUIDs, whatever the letters' case; the header keeps them as they were given.
        row.ConversationId = message.ConversationId.Uuid.ToString("D");
        row.RefToMessageId = message.RefToMessageId?.Uuid.ToString("D");
        row.WrittenAt = message.CreationDateTime;
        row.Head = cipher.Seal(row.Id, ContractWriter.Header(message));
    }
}
