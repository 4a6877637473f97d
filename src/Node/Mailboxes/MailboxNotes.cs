using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Mailboxes;

/// <summary>A note on a message.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Text">The text; null where it is damaged.</param>
internal sealed record MailboxNote(DateTimeOffset At, string By, string? Text);

/// <summary>What people note on arrived messages, for colleagues.</summary>
internal sealed class MailboxNotes(Func<NodeDb> open, MailboxTexts texts, TimeProvider clock)
{
    /// <summary>The longest note, characters.</summary>
    public const int MostCharacters = 4000;

    /// <summary>The most notes on one message.</summary>
    public const int Most = 200;

    /// <summary>The notes of a message, oldest first.</summary>
    public async Task<IReadOnlyList<MailboxNote>> OfAsync(Guid message, CancellationToken cancellationToken)
    {
        await using var db = open();
        var rows = await db.MailboxNotes.AsNoTracking().Where(row => row.MessageId == message).OrderBy(row => row.At).Take(Most).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new MailboxNote(row.At, row.By, texts.Open(row.Id, row.Text)));
    }

    /// <summary>Adds a note; false when the message is gone or has as many as it may.</summary>
    public async Task<bool> AddAsync(Guid message, string by, string text, CancellationToken cancellationToken) =>
        await StoreTransaction.RunAsync(open, async db =>
        {
            if (!await db.Messages.AnyAsync(row => row.Id == message && row.OwnAddress != null, cancellationToken) || await db.MailboxNotes.CountAsync(row => row.MessageId == message, cancellationToken) >= Most)
            {
                return false;
            }

            var id = Guid.CreateVersion7();
            db.Add(new MailboxNoteRow { Id = id, MessageId = message, At = clock.GetUtcNow(), By = by, Text = texts.Seal(id, text) });
            return true;
        }, cancellationToken);
}
