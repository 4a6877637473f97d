using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Cli;
using SdkNode.Node.Outbound;
using SdkNode.Security;

namespace SdkNode.Node.Demo;

/// <summary>What the demo sends: a made-up message with a PDF, or one from a file, readdressed to the demo's participants.</summary>
internal sealed class DemoMessage : IDisposable
{
    private readonly Dictionary<int, Func<Stream>> _files = [];
    private readonly string? _scratch;

    private DemoMessage(SdkMessage message, string? scratch) => (Message, _scratch) = (message, scratch);

    /// <summary>The message.</summary>
    public SdkMessage Message { get; }

    /// <summary>A message of the demo's own, with a PDF and whatever files are attached.</summary>
    public static DemoMessage Make(DemoParty from, DemoParty to, IReadOnlyList<string> attachments, TimeProvider clock)
    {
        var pdf = SmallPdf.Make("Remiss", ["Kristinehamns kommun, socialförvaltningen", "", "Till vårdcentralen Kristinehamn", "", "Underlag inför samordnad individuell plan (SIP).", "Detta är ett påhittat dokument från sdknode demo."]);
        List<MessageFile> files = [new(0, "remiss.pdf", "application/pdf", pdf.Length)];
        files.AddRange(attachments.Select((path, i) => new MessageFile(i + 1, Path.GetFileName(path), MediaTypes.OfFile(path), new FileInfo(path).Length)));
        var id = MessageId.New();
        var made = new DemoMessage(
            new SdkMessage
            {
                CreationDateTime = clock.GetUtcNow(),
                MessageId = id,
                ConversationId = id,
                Label = "Kallelse till SIP-möte",
                Confidentiality = true,
                GeneratingSystem = new InstanceIdentifier(CodeSystems.Other, "sdknode demo"),
                Recipient = Party(to, null, []),
                Sender = Party(from, "Registratur", [new AttentionReference(new InstanceIdentifier(CodeSystems.DiaryNumber, "SN 2026/417"), "Diarienummer")]),
                Documents =
                [
                    new MessageDocument("meddelande", "Kallelse till SIP-möte", "1", files, ["# Kallelse till SIP-möte\n\nHej! Vi kallar till möte om *samordnad individuell plan*.\n\n- Underlag bifogas som PDF.\n- Svara gärna med förslag på tid."]),
                ],
            },
            scratch: null);
        made._files[0] = () => new MemoryStream(pdf, writable: false);
        for (var i = 0; i < attachments.Count; i++)
        {
            var path = attachments[i];
            made._files[i + 1] = () => File.OpenRead(path);
        }

        return made;
    }

    /// <summary>Reads a message from a file and gives it new ids, sender and receiver; its content stays.</summary>
    public static async Task<Result<DemoMessage, IntakeFault>> ReadAsync(string path, DemoParty from, DemoParty to, TimeProvider clock, CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateTempSubdirectory("sdknode-demo-").FullName;
        await using var file = File.OpenRead(path);
        var reading = await SdkMessageReader.ReadAsync(
            file, MessageLimits.Outgoing, (part, _) => ValueTask.FromResult<Stream>(File.Create(Path.Combine(scratch, $"{part.Number}"))), cancellationToken);
        if (reading.Message is not { } read)
        {
            Directory.Delete(scratch, recursive: true);
            return new IntakeFault(
                IntakeFaultKind.Refused,
                reading.Malformed is { } malformed ? [new($"{path} is no well-formed XML: {malformed.Detail} (octet {malformed.Offset})")] : [.. reading.Lines.Select(IntakeIssue.Of)]);
        }

        var id = MessageId.New();
        var message = new DemoMessage(
            read with
            {
                CreationDateTime = clock.GetUtcNow(),
                MessageId = id,
                ConversationId = id,
                RefToMessageId = null,
                Label = read.Label ?? "Utan rubrik",
                Recipient = Readdress(read.Recipient, to),
                Sender = Readdress(read.Sender, from),
            },
            scratch);
        foreach (var part in read.Documents.SelectMany(document => document.Files))
        {
            message._files[part.Number] = () => File.OpenRead(Path.Combine(scratch, $"{part.Number}"));
        }

        return message;
    }

    /// <summary>Writes the message as XML.</summary>
    public Task WriteAsync(Stream output, CancellationToken cancellationToken) =>
        SdkMessageWriter.WriteAsync(Message, (file, _) => ValueTask.FromResult(_files[file.Number]()), output, cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        if (_scratch is not null)
        {
            Directory.Delete(_scratch, recursive: true);
        }
    }

    private static MessageParty Party(DemoParty party, string? functionLabel, IReadOnlyList<AttentionReference> references) => new(
        new InstanceIdentifier(ParticipantIdentifier.Scheme, party.Participant),
        party.Name,
        new MessageAttention(new InstanceIdentifier(FunctionalAddress.Root, party.Function), functionLabel, [], references));

    private static MessageParty Readdress(MessageParty party, DemoParty to) => new(
        new InstanceIdentifier(ParticipantIdentifier.Scheme, to.Participant),
        party.Label,
        new MessageAttention(new InstanceIdentifier(FunctionalAddress.Root, to.Function), party.Attention?.SubOrganizationLabel, party.Attention?.Persons ?? [], party.Attention?.References ?? []));
}
