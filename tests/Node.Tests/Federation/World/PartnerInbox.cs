using System.Collections.Concurrent;
using System.Security.Cryptography;
using SdkNode.As4.Messages;
using SdkNode.As4.Receiving;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.Opening;

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>What the hand-driven partner has got: every transfer that it acknowledged, duplicates answered from memory.</summary>
internal sealed class PartnerInbox
{
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _receipts = new();
    private readonly ConcurrentQueue<(As4UserMessage Message, byte[] Envelope)> _taken = new();

    /// <summary>The transfers, each once, oldest first.</summary>
    public IReadOnlyCollection<(As4UserMessage Message, byte[] Envelope)> Taken => _taken;

    /// <summary>One request's consumer.</summary>
    public IAs4Consumer Begin() => new Request(this, new MemoryStream());

    /// <summary>Every message receipt that answers an envelope.</summary>
    public async Task<IReadOnlyList<MessageReceipt>> ReceiptsForAsync(string xheId)
    {
        List<MessageReceipt> found = [];
        foreach (var (message, envelope) in _taken)
        {
            if (message.Action.Contains("ApplicationResponse", StringComparison.Ordinal) && await OpenAsync(envelope) is { } receipt && receipt.AnsweredId == xheId)
            {
                found.Add(receipt);
            }
        }

        return found;
    }

    /// <summary>The first message receipt that answers an envelope, when it comes.</summary>
    public Task<MessageReceipt> WaitForReceiptAsync(string xheId) =>
        Poll.WaitForAsync($"message receipt for {xheId}", async () => await ReceiptsForAsync(xheId) is [var first, ..] ? first : null);

    private static async Task<MessageReceipt?> OpenAsync(byte[] envelope)
    {
        var verified = await EnvelopeOpener.VerifyAsync(() => new MemoryStream(envelope, writable: false), CancellationToken.None);
        if (verified.Value is null)
        {
            return null;
        }

        using var payload = new MemoryStream();
        var opened = await EnvelopeOpener.DecryptAsync(verified.Value, new MemoryStream(envelope, writable: false), static _ => (RSA?)null, payload, CancellationToken.None);
        return opened.IsOk ? MessageReceiptReader.Read(payload.ToArray()).Value : null;
    }

    private sealed class Request(PartnerInbox inbox, MemoryStream staged) : IAs4Consumer
    {
        public ValueTask<As4Decision> CheckHeaderAsync(ReceivedUserMessage message, CancellationToken cancellationToken) =>
            ValueTask.FromResult(inbox._receipts.TryGetValue(message.Message.MessageId, out var stored) ? new As4Decision.Duplicate(stored) : As4Decision.Proceed);

        public ValueTask<Stream> OpenStagingAsync(ReceivedUserMessage message, int part, CancellationToken cancellationToken) => ValueTask.FromResult<Stream>(staged);

        public ValueTask<As4Decision> CommitAsync(ReceivedUserMessage message, SignedReceipt receipt, CancellationToken cancellationToken)
        {
            inbox._receipts[message.Message.MessageId] = receipt.Body;
            inbox._taken.Enqueue((message.Message, staged.ToArray()));
            return ValueTask.FromResult(As4Decision.Proceed);
        }

        public ValueTask DiscardAsync(ReceivedUserMessage? message, As4Refusal reason, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
