namespace SdkNode.Node.Store.Content;

/// <summary>Seals what a row must hold of a message's header (label, persons, references) under the node key, bound to its message.</summary>
internal sealed partial class HeadCipher(NodeKey key)
{
    private readonly KeyCipher _cipher = new(key);

    /// <summary>Seals the header of a message.</summary>
    public byte[] Seal(Guid message, ReadOnlySpan<byte> head) => _cipher.Seal(Context(message), head);

    /// <summary>Opens it again.</summary>
    /// <exception cref="InvalidDataException">It was altered, belongs to another message, or its key version is gone.</exception>
    public byte[] Open(Guid message, byte[] sealedHead) =>
        _cipher.Open(Context(message), sealedHead) ?? throw new InvalidDataException($"The stored header of message {message} is damaged.");

    /// <summary>Opens it again; null, and a line in the log, where that cannot be done.</summary>
    public byte[]? TryOpen(Guid message, byte[] sealedHead, ILogger logger)
    {
        try
        {
            return Open(message, sealedHead);
        }
        catch (InvalidDataException e)
        {
            LogUnreadable(logger, message, e.Message);
            return null;
        }
    }

    [LoggerMessage(1562, LogLevel.Error, "The header of message {Message} cannot be opened: {Why} Restore the row or the node key's file from a backup; all else is shown as ever.")]
    private static partial void LogUnreadable(ILogger logger, Guid message, string why);

    // Another use of the node key (content keys) has another context, so that one can never stand for the other.
    private static byte[] Context(Guid message) => [.. "head:"u8, .. message.ToByteArray(bigEndian: true)];
}
