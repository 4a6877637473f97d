using System.Text;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Mailboxes;

/// <summary>Seals what people write on messages (notes, diary numbers, drafts) under the node key, bound to where it stands.</summary>
internal sealed partial class MailboxTexts(NodeKey key, ILogger<MailboxTexts> logger)
{
    private readonly KeyCipher _cipher = new(key);

    /// <summary>Seals a text of the row with this id.</summary>
    public byte[] Seal(Guid row, string text) => _cipher.Seal(Context(row), Encoding.UTF8.GetBytes(text));

    /// <summary>Opens it again; null, and a line in the log, where it was altered, belongs to another row, or its key version is gone.</summary>
    public string? Open(Guid row, byte[] text)
    {
        try
        {
            if (_cipher.Open(Context(row), text) is { } opened)
            {
                return Encoding.UTF8.GetString(opened);
            }

            LogUnreadable(logger, row, "Its version of the node key is gone.");
        }
        catch (InvalidDataException e)
        {
            LogUnreadable(logger, row, e.Message);
        }

        return null;
    }

    // Another use of the node key has another context, so that one can never stand for the other.
    private static byte[] Context(Guid row) => [.. "mailbox-text:"u8, .. row.ToByteArray(bigEndian: true)];

    [LoggerMessage(1561, LogLevel.Error, "The note, diary number or draft {Row} cannot be opened: {Why} Restore the row or the node key's file from a backup; all else is shown as ever.")]
    private static partial void LogUnreadable(ILogger logger, Guid row, string why);
}
