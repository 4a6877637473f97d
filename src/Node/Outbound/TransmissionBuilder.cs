using SdkNode.As4.Messages;
using SdkNode.As4.Sending;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Routing;

namespace SdkNode.Node.Outbound;

/// <summary>What AS4-2 puts into a transfer of a sealed envelope. The same rows give the same octets in every try (AS4-7).</summary>
internal static class TransmissionBuilder
{
    /// <summary>One try to send <paramref name="message"/> along <paramref name="route"/>.</summary>
    public static As4Transmission Build(MessageRow message, ReceiverRoute route, EnvironmentRuntime environment, ContentStore content)
    {
        var payload = new As4Payload
        {
            Open = _ => ValueTask.FromResult(OpenSealed(content, message.Sealed!.Value)),
            Length = message.SealedBytes,
            Sha256 = message.SealedDigest!,
            Compressed = message.SealedCompressed,
            ContentId = environment.Setup.Options.Transport.ContentId,
            MimeType = environment.Setup.Options.Transport.PayloadMimeType,
        };
        return new As4Transmission
        {
            Endpoint = route.Endpoint,
            Message = UserMessage(message, route.PartyId, environment.Setup, payload.ToPart()),
            Payloads = [payload],
            Signing = environment.Setup.Signing,
            Receiver = route.AccessPoint,
            Options = new As4SendOptions { SendTimestamp = environment.Setup.Options.Transport.SecurityTimestamp },
        };
    }

    // A content folder that is gone must not be taken for the partner's connection, as an IOException in the middle of a request is.
    private static Stream OpenSealed(ContentStore content, Guid envelope)
    {
        try
        {
            return content.OpenRead(envelope);
        }
        catch (IOException e)
        {
            throw new StoreUnusableException(e);
        }
    }

    private static As4UserMessage UserMessage(MessageRow message, string receiver, EnvironmentSetup setup, As4Part part) => new()
    {
        MessageId = message.As4MessageId!,
        Timestamp = message.As4Timestamp!.Value,
        From = new As4Party(setup.PartyId, setup.Options.Transport.PartyType, setup.Options.Transport.InitiatorRole),
        To = new As4Party(receiver, setup.Options.Transport.PartyType, setup.Options.Transport.ResponderRole),
        Service = new As4Value(ProcessIdentifier.NoProcess, ProcessIdentifier.Scheme),
        Action = $"{DocumentTypeIdentifier.Scheme}::{message.DocumentType}",
        ConversationId = setup.Options.Transport.ConversationId == "ConversationId" ? message.ConversationId ?? message.XheId : message.XheId,
        Properties =
        [
            new As4Property("originalSender", message.From, setup.Options.Transport.PartyPropertyType),
            new As4Property("finalRecipient", message.To, setup.Options.Transport.PartyPropertyType),
        ],
        Parts = [part],
    };
}
