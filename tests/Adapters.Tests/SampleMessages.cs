using System.Text;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Adapters.Tests;

/// <summary>SDK messages as model and as XML.</summary>
internal static class SampleMessages
{
    /// <summary>A message of one document with these files and texts.</summary>
    public static SdkMessage With(IReadOnlyList<MessageFile> files, params IReadOnlyList<string> texts)
    {
        var id = MessageId.Parse("7bc5576a-3f87-4cf5-a0c5-277da06fcacb").Value!;
        return new SdkMessage
        {
            CreationDateTime = new DateTimeOffset(2026, 11, 23, 18, 10, 39, 840, TimeSpan.Zero),
            MessageId = id,
            ConversationId = id,
            Label = "Kallelse till möte",
            Confidentiality = true,
            Recipient = new MessageParty(Participant("0203:regionvarmland.example"), "Region Värmland", Attention("varmland.vardcentral")),
            Sender = new MessageParty(Participant("0203:kristinehamn.example"), "Kristinehamns kommun", Attention("kristinehamn.registrator")),
            Documents = [new MessageDocument("1", "Brev", "1", files, texts)],
        };
    }

    public static MessageAttention Attention(string address) => new(new InstanceIdentifier(FunctionalAddress.Root, address), null, [], []);

    public static InstanceIdentifier Participant(string id) => new(ParticipantIdentifier.Scheme, id);

    /// <summary>The message as XML; the files' contents by number.</summary>
    public static async Task<byte[]> XmlAsync(SdkMessage message, params IReadOnlyList<byte[]> contents)
    {
        using var output = new MemoryStream();
        await SdkMessageWriter.WriteAsync(message, (file, _) => new(new MemoryStream(contents[file.Number])), output, TestContext.Current.CancellationToken);
        return output.ToArray();
    }

    public static async Task<string> XmlTextAsync(SdkMessage message, params IReadOnlyList<byte[]> contents) => Encoding.UTF8.GetString(await XmlAsync(message, contents));
}
