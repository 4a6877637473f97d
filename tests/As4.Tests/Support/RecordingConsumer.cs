using SdkNode.As4.Receiving;

namespace SdkNode.As4.Tests.Support;

/// <summary>A consumer that keeps everything in memory and decides as it is told.</summary>
internal sealed class RecordingConsumer : IAs4Consumer
{
    private readonly Lock _lock = new();

    public Func<ReceivedUserMessage, As4Decision> OnHeader { get; set; } = _ => As4Decision.Proceed;

    public Func<ReceivedUserMessage, SignedReceipt, As4Decision> OnCommit { get; set; } = (_, _) => As4Decision.Proceed;

    public Func<ReceivedUserMessage, int, Stream>? OnStaging { get; set; }

    public List<ReceivedUserMessage> Headers { get; } = [];

    public Dictionary<int, MemoryStream> Staged { get; } = [];

    public List<(ReceivedUserMessage Message, SignedReceipt Receipt)> Committed { get; } = [];

    public List<(ReceivedUserMessage? Message, As4Refusal Reason)> Discarded { get; } = [];

    public List<ReceivedUserMessage> TestCalls { get; } = [];

    public As4Refusal Refusal => Assert.Single(Discarded).Reason;

    public byte[] Payload(int part = 0) => Staged[part].ToArray();

    public ValueTask<As4Decision> CheckHeaderAsync(ReceivedUserMessage message, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Headers.Add(message);
        }

        return ValueTask.FromResult(OnHeader(message));
    }

    public ValueTask<Stream> OpenStagingAsync(ReceivedUserMessage message, int part, CancellationToken cancellationToken)
    {
        if (OnStaging is not null)
        {
            return ValueTask.FromResult(OnStaging(message, part));
        }

        var stream = new MemoryStream();
        lock (_lock)
        {
            Staged[part] = stream;
        }

        return ValueTask.FromResult<Stream>(stream);
    }

    public ValueTask<As4Decision> CommitAsync(ReceivedUserMessage message, SignedReceipt receipt, CancellationToken cancellationToken)
    {
        var decision = OnCommit(message, receipt);
        lock (_lock)
        {
            Committed.Add((message, receipt));
        }

        return ValueTask.FromResult(decision);
    }

    public ValueTask DiscardAsync(ReceivedUserMessage? message, As4Refusal reason, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Discarded.Add((message, reason));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask TestServiceCalledAsync(ReceivedUserMessage message, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            TestCalls.Add(message);
        }

        return ValueTask.CompletedTask;
    }
}
