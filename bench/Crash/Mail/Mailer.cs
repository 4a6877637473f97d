using SdkNode.Crash.Federation;

namespace SdkNode.Crash.Mail;

/// <summary>Sends one municipality's share of the messages, several at a time.</summary>
internal sealed class Mailer(Municipality from, Municipality to, Chance chance, Func<int> allowed, Func<bool> isOver)
{
    private const int AtOnce = 12;

    private readonly List<Letter> _sent = [];

    /// <summary>Messages that a node has said it has.</summary>
    public IReadOnlyCollection<Letter> Sent => _sent;

    /// <summary>How many they are by now.</summary>
    public int Count
    {
        get
        {
            lock (_sent)
            {
                return _sent.Count;
            }
        }
    }

    /// <summary>Sends the messages with these numbers, no further ahead than kills allow.</summary>
    public Task RunAsync(IEnumerable<int> numbers, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        numbers,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
        async (number, token) =>
        {
            while (number >= allowed())
            {
                if (isOver() && number >= allowed())
                {
                    return;
                }

                await Task.Delay(20, token);
            }

            var letter = Letter.Draw(chance, number);
            await from.CaseSystem.SendAsync(letter, letter.Body(from.Party, to.Party), token);
            lock (_sent)
            {
                _sent.Add(letter);
            }
        });
}
