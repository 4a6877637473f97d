using System.Security.Cryptography;
using SdkNode.Adapters;
using SdkNode.Adapters.Contract;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Ui.Mailbox;

/// <summary>Reads a stored message for people: what stands in it at once, its files as streams.</summary>
internal sealed partial class MessageFiles(ContentStore content, ILogger<MessageFiles> logger)
{
    /// <summary>The message with its files' lengths; null when its content is gone, or, with a line in the log, when it cannot be read.</summary>
    public async Task<SdkMessage?> ReadAsync(MessageRow row, CancellationToken cancellationToken)
    {
        if (row.Payload is not { } payload)
        {
            return null;
        }

        try
        {
            return await ContractDocuments.ReadAsync(() => content.OpenRead(payload), openFile: null, cancellationToken);
        }
        catch (Exception e) when (e is ContentUnusableException or InvalidDataException)
        {
            LogUnreadable(logger, row.Id, e.Message);
            return null;
        }
    }

    /// <summary>Writes one file, decoded, in memory that does not grow with it.</summary>
    public Task WriteAsync(MessageRow row, int number, Stream output, CancellationToken cancellationToken) =>
        WriteAsync(row, file => file.Number == number ? new KeptOpen(output) : Stream.Null, cancellationToken);

    /// <summary>Writes every file to where <paramref name="open"/> says; each stream is disposed of at its end.</summary>
    public Task WriteAsync(MessageRow row, Func<MessageFile, Stream> open, CancellationToken cancellationToken) =>
        ContractDocuments.ReadAsync(() => content.OpenRead(row.Payload!.Value), (file, _) => ValueTask.FromResult(open(file)), cancellationToken);

    /// <summary>Copies the message itself.</summary>
    public async Task CopyAsync(MessageRow row, Stream output, CancellationToken cancellationToken)
    {
        await using var payload = content.OpenRead(row.Payload!.Value);
        await payload.CopyToAsync(output, 64 * 1024, cancellationToken);
    }

    /// <summary>The SHA-256 of every file, by its number, in hexadecimal digits.</summary>
    public async Task<IReadOnlyDictionary<int, string>> DigestsAsync(MessageRow row, CancellationToken cancellationToken)
    {
        var digests = new Dictionary<int, string>();
        await WriteAsync(row, file => new Digesting(digest => digests[file.Number] = digest), cancellationToken);
        return digests;
    }

    [LoggerMessage(1563, LogLevel.Error, "The content of message {Message} cannot be read: {Why} Restore it, or the node key's file, from a backup; the message is shown without it.")]
    private static partial void LogUnreadable(ILogger logger, Guid message, string why);

    private sealed class Digesting(Action<string> done) : AsyncWriteStream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _hash.AppendData(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override async ValueTask DisposeAsync()
        {
            done(Convert.ToHexStringLower(_hash.GetHashAndReset()));
            _hash.Dispose();
            await base.DisposeAsync();
        }
    }

    // The answer is its server's to end.
    private sealed class KeptOpen(Stream inner) : AsyncWriteStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);
    }
}
