using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.AddressBook;

/// <summary>
/// Asks whether a functional address is a receiver's (DIR-7). An address may have been registered since the copy was made: before the
/// answer is no, an old copy is synchronised once.
/// </summary>
internal sealed class ReceiverQuestion(AddressBooks books, AddressBookSync sync, TimeProvider clock)
{
    // A client waits for the answer; the copy as it is answers when this is over.
    private static readonly TimeSpan MostWait = TimeSpan.FromSeconds(20);

    /// <summary>What the address book says; <see cref="AddressOwnership.Unknown"/> says nothing where <see cref="AddressBookSnapshot.Knows"/> is false.</summary>
    public async Task<AddressOwnership> AskAsync(string environment, ParticipantIdentifier participant, string address, CancellationToken cancellationToken)
    {
        var book = books.Find(environment);
        var answer = book.Owns(participant, address);
        if (answer == AddressOwnership.Known || !book.Knows || books.FindSynchronised(environment) is not { } setup || !IsOld(environment, book, setup.RefreshAge))
        {
            return answer;
        }

        using var limit = new CancellationTokenSource(MostWait, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await sync.SyncAsync(environment, acceptShrunken: false, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The copy as it is answers; others may have brought a newer one meanwhile.
        }

        return books.Find(environment).Owns(participant, address);
    }

    // By the last try as well as by the copy, so that an address book that is down is not asked for every message.
    private bool IsOld(string environment, AddressBookSnapshot book, TimeSpan age)
    {
        var last = sync.LastTry(environment) is { } tried && tried > book.SyncedAt ? tried : book.SyncedAt;
        return clock.GetUtcNow() - last >= age;
    }
}
