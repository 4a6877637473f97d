using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Demo;
using SdkNode.Node.Inbound;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Bench.Store;

/// <summary>
/// What the store costs in CPU for one message of 10 KB on its whole way, at both nodes together: every row and content that the
/// flows write and read from intake to ACCEPTED and NEW, its message receipt included, without cryptography; beside it the
/// private-key operations of the same way. CPU, not time: what waits for the disk costs no one anything.
/// </summary>
internal static class StoreBenchmark
{
    private const int Messages = 1_000;
    private const int WarmUp = 300;
    private const int PayloadBytes = 10_000;

    // Envelope, AS4 message and AS4 receipt are signed for the message and again for its message receipt.
    private const int Signatures = 6;

    // AS4's key of both, the envelope's of the message.
    private const int Decryptions = 3;

    private static readonly byte[] s_payload = RandomNumberGenerator.GetBytes(PayloadBytes);
    private static readonly byte[] s_envelope = RandomNumberGenerator.GetBytes(PayloadBytes * 5 / 3);
    private static readonly byte[] s_receipt = RandomNumberGenerator.GetBytes(5_000);

    /// <summary>Runs it and prints a table.</summary>
    public static async Task RunAsync(TextWriter output)
    {
        await using var run = await DemoRun.StartAsync(outFolder: null, new DemoScreen(TextWriter.Null), CancellationToken.None);
        await Task.WhenAll(run.A.StopAsync(), run.B.StopAsync());
        var folder = Directory.CreateTempSubdirectory("sdknode-bench-");
        try
        {
            using var a = await StoreSide.OpenAsync(run.A.SettingsPath, new StorePlace(Path.Combine(folder.FullName, "a")));
            using var b = await StoreSide.OpenAsync(run.B.SettingsPath, new StorePlace(Path.Combine(folder.FullName, "b")));
            // The run time compiles what runs often a second time; a node that has been up for a minute has that behind it.
            await LifeAsync(TextWriter.Null, run, a, b, WarmUp);
            await Task.Delay(TimeSpan.FromSeconds(1));
            var crypto = Crypto(3072);
            foreach (var keepsUp in new[] { false, true })
            {
                a.HavePlaces(keepsUp);
                b.HavePlaces(keepsUp);
                Line(output, $"{(keepsUp ? "a node that keeps up: work starts with the commit that makes it" : "a node with a backlog, at worst: every work is claimed by itself")}");
                var (sender, receiver) = await LifeAsync(output, run, a, b, Messages);
                Line(output, $"  store of the sending node    {sender,6:F2} ms of CPU a message");
                Line(output, $"  store of the receiving node  {receiver,6:F2} ms");
                Line(output, $"  store, both nodes together   {sender + receiver,6:F2} ms, {(sender + receiver) / crypto:F2} of the cryptography's");
            }

            Line(output, $"RSA-3072, both nodes together: {Signatures} signatures and {Decryptions} decryptions {crypto:F2} ms");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(double Sender, double Receiver)> LifeAsync(TextWriter output, DemoRun run, StoreSide a, StoreSide b, int count)
    {
        // Made once: what it holds, not how it is made, is what the store costs by.
        using var made = DemoMessage.Make(run.A.Party, run.B.Party, [], TimeProvider.System);
        var content = made.Message;
        var (sender, receiver) = (0.0, 0.0);
        var sent = new Queue<MessageRow>();
        sender += await StepAsync(output, "intake", count, () => IntakeAsync(run, a, content));
        sender += await StepAsync(output, "send", count, async () => sent.Enqueue(await a.SendOneAsync(s_envelope)));
        var messages = new Queue<MessageRow>(sent);
        receiver += await StepAsync(output, "receive", count, () => ReceiveAsync(b, sent.Dequeue()));
        receiver += await StepAsync(output, "open, answer", count, () => OpenAsync(b, content));
        receiver += await StepAsync(output, "send the message receipt", count, async () => sent.Enqueue(await b.SendOneAsync(s_receipt)));
        sender += await StepAsync(output, "receive the message receipt", count, () => ReceiveAsync(a, sent.Dequeue()));
        sender += await StepAsync(output, "close the message", count, () => CloseAsync(run, a));
        foreach (var message in messages)
        {
            if (await a.Store.Messages.FindAsync(message.Id, CancellationToken.None) is not { Status: MessageStatus.Accepted })
            {
                throw new InvalidOperationException($"The message {message.XheId} did not reach its end.");
            }
        }

        return (sender, receiver);
    }

    private static async Task<double> StepAsync(TextWriter output, string name, int count, Func<Task> step)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var i = 0; i < count; i++)
        {
            await step();
        }

        process.Refresh();
        var each = (process.TotalProcessorTime - before).TotalMilliseconds / count;
        Line(output, $"  {name,-28} {each,6:F2} ms");
        return each;
    }

    private static async Task IntakeAsync(DemoRun run, StoreSide a, SdkMessage content)
    {
        var stored = await a.WriteAsync(s_payload);
        var row = Row(run, Guid.NewGuid().ToString("D"), Direction.Outgoing, MessageKind.Message);
        (row.Payload, row.PayloadBytes) = (stored.Content, stored.Bytes);
        MessageHead.Fill(row, content, a.Store.Heads);
        await a.Store.Messages.AddAsync([row, WorkRow.For(row, WorkKind.Send, row.CreatedAt), Events.Step(row, TimeProvider.System, "Stored.")], CancellationToken.None);
    }

    private static async Task ReceiveAsync(StoreSide side, MessageRow sent)
    {
        await side.Store.Messages.FindTransferAsync(sent.Environment, "AP0001", sent.As4MessageId!, CancellationToken.None);
        var stored = await side.WriteAsync(sent.Kind == MessageKind.Message ? s_envelope : s_receipt);
        var row = new MessageRow
        {
            Id = Guid.CreateVersion7(),
            Environment = sent.Environment,
            Participant = sent.To,
            Direction = Direction.Incoming,
            Kind = sent.Kind,
            XheId = sent.XheId,
            DocumentType = sent.DocumentType,
            From = sent.From,
            To = sent.To,
            FunctionalAddress = sent.FunctionalAddress,
            Answers = sent.Answers,
            Status = MessageStatus.Retrieved,
            CreatedAt = TimeProvider.System.GetUtcNow(),
            Sealed = stored.Content,
            SealedBytes = stored.Bytes,
            As4MessageId = sent.As4MessageId,
            PeerParty = "AP0001",
        };
        await side.Store.Messages.AddAsync(
            [
                row,
                new ReceivedTransferRow { Environment = row.Environment, SendingParty = "AP0001", As4MessageId = sent.As4MessageId!, References = new string('r', 200), Receipt = new byte[4_000], MessageId = row.Id, ReceivedAt = row.CreatedAt },
                WorkRow.For(row, WorkKind.Open, row.CreatedAt),
                Events.Step(row, TimeProvider.System, "Received."),
                new EventLogRow { Environment = row.Environment, Participant = row.To, At = row.CreatedAt, Event = Node.Audit.EventLog.MessageReceived, Direction = Direction.Incoming, As4MessageId = row.As4MessageId, PeerSignature = new string('s', 344) },
            ],
            CancellationToken.None);
    }

    private static async Task OpenAsync(StoreSide b, SdkMessage content)
    {
        var (work, message) = await b.ClaimAsync(WorkKind.Open);
        var payload = await OpenContentAsync(b, message, s_payload);
        if (!await b.Opening.JudgedAsync(work, message, new Verdict.Accepted(content, true), payload, CancellationToken.None))
        {
            throw new InvalidOperationException("The message was not judged.");
        }
    }

    private static async Task CloseAsync(DemoRun run, StoreSide a)
    {
        var (work, receipt) = await a.ClaimAsync(WorkKind.Open);
        var payload = await OpenContentAsync(a, receipt, s_receipt);
        var content = new MessageReceipt
        {
            Id = receipt.XheId,
            Issued = receipt.CreatedAt,
            Sender = ParticipantIdentifier.Parse(run.B.Party.Participant).Value!,
            Receiver = ParticipantIdentifier.Parse(run.A.Party.Participant).Value!,
            AnsweredId = receipt.Answers!,
            Lines = [],
        };
        await a.Opening.JudgedAsync(work, receipt, new Verdict.Receipt(content), payload, CancellationToken.None);
    }

    // The signature is verified over the stored envelope, then it is decrypted from there, then judged from the payload.
    private static async Task<StoredPayload> OpenContentAsync(StoreSide side, MessageRow message, byte[] octets)
    {
        await side.ReadAsync(message.Sealed!.Value);
        await side.ReadAsync(message.Sealed.Value);
        var payload = await side.WriteAsync(octets);
        await side.ReadAsync(payload.Content);
        return payload;
    }

    private static MessageRow Row(DemoRun run, string xheId, Direction direction, MessageKind kind) => new()
    {
        Id = Guid.CreateVersion7(),
        Environment = DemoServices.Environment,
        Participant = run.A.Party.Participant,
        Direction = direction,
        Kind = kind,
        XheId = xheId,
        DocumentType = DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc).ToString(),
        From = run.A.Party.Participant,
        To = run.B.Party.Participant,
        FunctionalAddress = run.B.Party.Function,
        Status = MessageStatus.Scheduled,
        CreatedAt = TimeProvider.System.GetUtcNow(),
    };

    private static double Crypto(int bits)
    {
        const int Rounds = 100;
        using var key = RSA.Create(bits);
        var wrapped = key.Encrypt(new byte[32], RSAEncryptionPadding.OaepSHA256);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var i = 0; i < Rounds; i++)
        {
            for (var j = 0; j < Signatures; j++)
            {
                key.SignData(s_payload, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }

            for (var j = 0; j < Decryptions; j++)
            {
                key.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA256);
            }
        }

        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds / Rounds;
    }

    private static void Line(TextWriter output, FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
