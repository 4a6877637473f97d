using System.CommandLine;
using System.Diagnostics;
using System.Net;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Administration;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode send</c>: hands an SDK message with files to the running node.</summary>
internal static class SendVerb
{
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(250);

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("files") { Description = "Files to attach.", Arity = ArgumentArity.ZeroOrMore };
        files.AcceptExistingOnly();
        var config = SettingsOption.Create();
        var from = new Option<string>("--from") { Description = "The sending participant, one of this node's.", Required = true };
        var to = new Option<string>("--to") { Description = "The receiving participant.", Required = true };
        var function = new Option<string>("--function") { Description = "The receiver's functional address.", Required = true };
        var sender = new Option<string?>("--sender-function") { Description = "The sender's functional address; left out: the participant's first." };
        var label = new Option<string>("--label") { Description = "The subject, at most 256 characters.", DefaultValueFactory = _ => "Meddelande" };
        var text = new Option<string?>("--text") { Description = "A text (Markdown)." };
        var open = new Option<bool>("--not-confidential") { Description = "The content is not confidential." };
        var wait = new Option<int>("--wait") { Description = "Follow the message for this many seconds at most; 0 at the end only if it was accepted." };
        var command = new Command("send", "Send a message with files through the running node.") { files, config, from, to, function, sender, label, text, open, wait };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(config)!,
            new SendWish(parsed.GetValue(from)!, parsed.GetValue(to)!, parsed.GetValue(function)!, parsed.GetValue(sender), parsed.GetValue(label)!, parsed.GetValue(text), !parsed.GetValue(open), parsed.GetValue(files)!, TimeSpan.FromSeconds(parsed.GetValue(wait))),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, SendWish wish, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        var participant = settings.Options.Participants.FirstOrDefault(known => known.Id.Equals(wish.From, StringComparison.OrdinalIgnoreCase));
        if (participant is null)
        {
            Console.Error.WriteLine($"{wish.From} is not one of this node's participants: {string.Join(", ", settings.Options.Participants.Select(known => known.Id))}.");
            return 1;
        }

        if (wish.Files.Length == 0 && wish.Text is null)
        {
            Console.Error.WriteLine("A message needs a text or a file (MSG-11): name a file, or say --text \"…\".");
            return 1;
        }

        using var client = new ControlClient(settings.DataFolder);
        using var payload = new MessageContent(Message(wish, participant), wish.Files);
        var call = $"submit?environment={Uri.EscapeDataString(participant.Environment)}&from={Uri.EscapeDataString(wish.From)}&to={Uri.EscapeDataString(wish.To)}"
            + $"&type={Uri.EscapeDataString(DocumentTypeIdentifier.SdkMessageBaseCode)}&function={Uri.EscapeDataString(wish.Function)}";
        var answer = await client.SubmitAsync(call, payload, cancellationToken);
        if (answer is null)
        {
            return NodeIsDown.Say(settings);
        }

        var printed = Print(answer);
        return answer.Id is { } stored && wish.Wait > TimeSpan.Zero ? await FollowAsync(client, stored, wish.Wait, cancellationToken) : printed;
    }

    private static int Print(SubmitAnswer answer)
    {
        if (answer.Id is null)
        {
            Console.Error.WriteLine(answer.NothingStored ? "The message was not taken, and nothing was stored:" : "The message was not taken:");
            foreach (var fault in answer.Faults)
            {
                Console.Error.WriteLine($"  {fault}");
            }

            return 1;
        }

        Console.WriteLine($"Stored as {answer.XheId}. Follow it with: sdknode messages {answer.XheId}");
        return 0;
    }

    private static async Task<int> FollowAsync(ControlClient client, Guid id, TimeSpan limit, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        string? last = null;
        while (await client.GetAsync<MessageDetail>($"messages/{id}", cancellationToken) is { Message: { } message } detail)
        {
            if (message.Status != last && detail.Steps.Count > 0)
            {
                last = message.Status;
                Console.WriteLine($"{last}: {TerminalText.Printable(detail.Steps[^1].Detail)}");
            }

            if (message.IsFinal || Stopwatch.GetElapsedTime(began) > limit)
            {
                return message.Status == MessageStatus.Accepted.Code() ? 0 : 1;
            }

            await Task.Delay(s_between, cancellationToken);
        }

        Console.Error.WriteLine("The node does not answer any more. The message is stored; see sdknode messages when it runs.");
        return 1;
    }

    private static SdkMessage Message(SendWish wish, ParticipantOptions participant)
    {
        var id = MessageId.New();
        var function = wish.SenderFunction ?? participant.FunctionalAddresses.FirstOrDefault() ?? "";
        List<MessageFile> files = [.. wish.Files.Select((file, i) => new MessageFile(i, file.Name, MediaTypes.OfFile(file.Name), file.Length))];
        return new SdkMessage
        {
            CreationDateTime = TimeProvider.System.GetUtcNow(),
            MessageId = id,
            ConversationId = id,
            Label = wish.Label,
            Confidentiality = wish.Confidential,
            GeneratingSystem = new InstanceIdentifier(CodeSystems.Other, "sdknode"),
            Recipient = Party(wish.To, null, wish.Function),
            Sender = Party(participant.Id, participant.Name, function),
            Documents = [new MessageDocument("meddelande", wish.Label, "1", files, wish.Text is null ? [] : [wish.Text])],
        };
    }

    private static MessageParty Party(string participant, string? name, string function) => new(
        new InstanceIdentifier(ParticipantIdentifier.Scheme, participant), name, new MessageAttention(new InstanceIdentifier(FunctionalAddress.Root, function), null, [], []));

    private sealed record SendWish(string From, string To, string Function, string? SenderFunction, string Label, string? Text, bool Confidential, FileInfo[] Files, TimeSpan Wait);

    /// <summary>The message as XML, written while it is sent.</summary>
    private sealed class MessageContent(SdkMessage message, FileInfo[] files) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            SdkMessageWriter.WriteAsync(message, (file, _) => ValueTask.FromResult<Stream>(files[file.Number].OpenRead()), stream, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
