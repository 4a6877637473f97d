using System.Text.Json;
using SdkNode.Crash.Federation;
using SdkNode.Crash.Mail;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Crash.Checks;

/// <summary>
/// Compares what was sent one way with what both ends have: by the API what a client sees, in the stores what is behind it.
/// </summary>
/// <param name="from">Who sent.</param>
/// <param name="to">Who received.</param>
/// <param name="letters">Every message that a node of the sender said it has.</param>
/// <param name="found">Where differences are noted.</param>
internal sealed class Verification(Municipality from, Municipality to, IReadOnlyCollection<Letter> letters, Differences found)
{
    private const int ReadAtOnce = 8;

    /// <summary>Compares everything.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await CompareListsAsync(cancellationToken);
        await CompareStoresAsync(cancellationToken);
        await Parallel.ForEachAsync(letters, new ParallelOptions { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = cancellationToken }, CompareContentAsync);
    }

    private async Task CompareListsAsync(CancellationToken cancellationToken)
    {
        var accepted = Once(await from.CaseSystem.ListAsync("ACCEPTED", cancellationToken), "the list of ACCEPTED");
        var arrived = Once(await to.CaseSystem.ListAsync("NEW", cancellationToken), "the mailbox");
        foreach (var letter in letters)
        {
            if (!arrived.Contains(letter.Id))
            {
                found.AddLost(letter.Id, $"the mailbox of {to.Party.Name} does not show it, and its sender sees it {(accepted.Contains(letter.Id) ? "" : "not ")}ACCEPTED");
            }
            else if (!accepted.Contains(letter.Id))
            {
                found.Add($"{letter.Id} is in the mailbox of {to.Party.Name}, and its sender does not see it ACCEPTED");
            }
        }

        var known = letters.Select(letter => letter.Id).ToHashSet();
        foreach (var stranger in arrived.Concat(accepted).Where(id => !known.Contains(id)).Distinct())
        {
            found.Add($"{stranger} is listed, and nobody sent it");
        }
    }

    private HashSet<string> Once(List<string> ids, string where)
    {
        var once = new HashSet<string>();
        foreach (var id in ids.Where(id => !once.Add(id)))
        {
            found.AddTwice(id, $"{where} shows it more than once");
        }

        return once;
    }

    private async Task CompareStoresAsync(CancellationToken cancellationToken)
    {
        var sending = await StoreContents.ReadAsync(from.Store, cancellationToken);
        var receiving = await StoreContents.ReadAsync(to.Store, cancellationToken);
        foreach (var letter in letters)
        {
            var sent = One(letter, sending.Sent[letter.Id], "outgoing");
            var arrived = One(letter, receiving.Arrived[letter.Id], "incoming");
            if (sent is not null && arrived is not null)
            {
                Compare(letter, sent, sending.EndsOf(sent), arrived, receiving.EndsOf(arrived));
                CompareReceipts(letter, sent, sending.Receipts[letter.Id], receiving.Receipts[letter.Id]);
            }
        }
    }

    private MessageRow? One(Letter letter, IEnumerable<MessageRow> rows, string which)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            found.AddLost(letter.Id, $"there is no {which} message");
        }
        else if (all.Count > 1)
        {
            found.AddTwice(letter.Id, $"{all.Count} {which} messages");
        }

        return all.FirstOrDefault();
    }

    private void Compare(Letter letter, MessageRow sent, int sentEnds, MessageRow arrived, int arrivedEnds)
    {
        if (sent.Status.IsFinal() && sentEnds == 1)
        {
            found.Final++;
        }
        else if (sentEnds > 1)
        {
            found.AddTwice(letter.Id, $"the sender's events have {sentEnds} final statuses");
        }
        else
        {
            found.AddLost(letter.Id, $"its status is {sent.Status.Code()}, which is not final");
        }

        if (arrivedEnds > 1)
        {
            found.AddTwice(letter.Id, $"the receiver's events have {arrivedEnds} final statuses");
        }

        if ((sent.Status == MessageStatus.Accepted) != (arrived.Status == MessageStatus.New))
        {
            found.Add($"{letter.Id} is {sent.Status.Code()} at its sender and {arrived.Status.Code()} at its receiver");
        }
    }

    private void CompareReceipts(Letter letter, MessageRow sent, IEnumerable<MessageRow> came, IEnumerable<MessageRow> went)
    {
        var given = went.Where(row => row.Direction == Direction.Outgoing).ToList();
        var taken = came.Where(row => row.Direction == Direction.Incoming).ToList();
        if (given.Count > 1 || taken.Count > 1)
        {
            found.AddTwice(letter.Id, $"{given.Count} message receipts were made, {taken.Count} came");
        }

        if (given is not [{ } made] || taken is not [{ } got] || made.XheId != got.XheId || made.Verdict != got.Verdict || (got.Verdict == "ACCEPTED") != (sent.Status == MessageStatus.Accepted))
        {
            found.Add($"{letter.Id} is {sent.Status.Code()}; its receiver gave {Text(given)}, its sender has {Text(taken)}");
        }
    }

    private static string Text(List<MessageRow> receipts) => receipts.Count == 0 ? "no message receipt" : string.Join(" and ", receipts.Select(row => $"{row.Verdict} {row.XheId} ({row.Status.Code()})"));

    private async ValueTask CompareContentAsync(Letter letter, CancellationToken cancellationToken)
    {
        if (found.Lost.Contains(letter.Id))
        {
            return;
        }

        JsonElement document;
        try
        {
            document = (await to.CaseSystem.ReadAsync(letter.Id, cancellationToken)).GetProperty("digitalDocument")[0];
        }
        catch (InvalidOperationException e)
        {
            found.AddLost(letter.Id, $"its content cannot be read: {e.Message}");
            return;
        }

        var text = document.GetProperty("contentTextBody")[0].GetString();
        var files = document.TryGetProperty("contentFiles", out var list) && list.ValueKind == JsonValueKind.Array ? list : default;
        var hash = files.ValueKind == JsonValueKind.Array && files.GetArrayLength() > 0 ? Letter.Hash(files[0].GetProperty("content").GetBytesFromBase64()) : null;
        if (text != letter.Text || hash != letter.FileHash)
        {
            found.Add($"{letter.Id} has arrived with other content than was sent");
        }
    }
}
