namespace SdkNode.As4.Receiving;

/// <summary>A consumer whose exceptions are told apart from those of the peer's connection.</summary>
internal sealed class GuardedConsumer(IAs4Consumer consumer)
{
    /// <summary>The consumer itself.</summary>
    public IAs4Consumer Inner => consumer;

    /// <summary>See <see cref="IAs4Consumer.CheckHeaderAsync"/>.</summary>
    public ValueTask<As4Decision> CheckHeaderAsync(ReceivedUserMessage message, CancellationToken cancellationToken) =>
        GuardAsync(() => consumer.CheckHeaderAsync(message, cancellationToken), cancellationToken);

    /// <summary>See <see cref="IAs4Consumer.OpenStagingAsync"/>.</summary>
    public async ValueTask<Stream> OpenStagingAsync(ReceivedUserMessage message, int part, CancellationToken cancellationToken) =>
        new StagingStream(await GuardAsync(() => consumer.OpenStagingAsync(message, part, cancellationToken), cancellationToken));

    /// <summary>See <see cref="IAs4Consumer.CommitAsync"/>.</summary>
    public ValueTask<As4Decision> CommitAsync(ReceivedUserMessage message, SignedReceipt receipt, CancellationToken cancellationToken) =>
        GuardAsync(() => consumer.CommitAsync(message, receipt, cancellationToken), cancellationToken);

    /// <summary>See <see cref="IAs4Consumer.TestServiceCalledAsync"/>.</summary>
    public async ValueTask TestServiceCalledAsync(ReceivedUserMessage message, CancellationToken cancellationToken) =>
        await GuardAsync(
            async () =>
            {
                await consumer.TestServiceCalledAsync(message, cancellationToken);
                return true;
            },
            cancellationToken);

    private static async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ConsumerException(fault);
        }
    }
}
