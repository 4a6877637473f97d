using System.Text;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Mailboxes;

/// <summary>Seals what people write on messages (notes, diary numbers, drafts) under the node key, bound to where it stands.</summary>
internal sealed class MailboxTexts(NodeKey key)
{
    private readonly KeyCipher _cipher = new(key);

    /// <summary>Seals a text of the row with this id.</summary>
    public byte[] Seal(Guid row, string text) => _cipher.Seal(Context(row), Encoding.UTF8.GetBytes(text));

    /// <summary>Opens it again; null where it was altered, belongs to another row, or its key version is gone.</summary>
    public string? Open(Guid row, byte[] text)
    {
        try
        {
            return _cipher.Open(Context(row), text) is { } opened ? Encoding.UTF8.GetString(opened) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // Another use of the node key has another context, so that one can never stand for the other.
    private static byte[] Context(Guid row) => [.. "mailbox-text:"u8, .. row.ToByteArray(bigEndian: true)];
}
