using System.Text;
using SdkNode.As4.Messages;
using SdkNode.As4.Receipts;

namespace SdkNode.As4.Receiving;

/// <summary>
/// Ends an exchange without a receipt: tells the consumer why, and makes the answer. An error is always signed; a request that
/// is no AS4 message gets one line of plain text (AS4-5). The peer learns the code and nothing more.
/// </summary>
internal sealed class RefusalWriter(SignalWriter signals)
{
    private const string SoapType = As4Names.SoapMediaType + "; charset=UTF-8";

    /// <summary>An answer with a signal.</summary>
    public static As4HttpResponse Signal(int status, ReadOnlyMemory<byte> soap, Exchange exchange) =>
        new(status, SoapType, soap) { CloseConnection = !exchange.BodyWasRead };

    /// <summary>Refuses with a fault that the receiver found.</summary>
    public async ValueTask<As4HttpResponse> RefuseAsync(
        Exchange exchange, IAs4Consumer consumer, As4Fault fault, Exception? exception, CancellationToken cancellationToken)
    {
        var error = fault.Code is { } code ? As4Error.Make(code) : null;
        await DiscardAsync(exchange, consumer, new As4Refusal { HttpStatus = fault.HttpStatus, Error = error, Detail = fault.Text, Exception = exception });
        return await AnswerAsync(exchange, fault.HttpStatus, error, cancellationToken);
    }

    /// <summary>Refuses with an error of the consumer.</summary>
    public async ValueTask<As4HttpResponse> RefuseAsync(Exchange exchange, IAs4Consumer consumer, As4Error error, CancellationToken cancellationToken)
    {
        await DiscardAsync(exchange, consumer, new As4Refusal { HttpStatus = 200, Error = error, Detail = $"The consumer refused: {error.Code} {error.Detail}" });
        return await AnswerAsync(exchange, 200, error, cancellationToken);
    }

    /// <summary>Turns the peer away for now.</summary>
    public async ValueTask<As4HttpResponse> TurnAwayAsync(Exchange exchange, IAs4Consumer consumer, As4Decision.TurnAway away, CancellationToken cancellationToken)
    {
        var status = away.PeerIsTooEager ? 429 : 503;
        await DiscardAsync(exchange, consumer, new As4Refusal { HttpStatus = status, Detail = "The consumer turned the message away for now." });
        return await AnswerAsync(exchange, status, null, cancellationToken) with { RetryAfter = away.RetryAfter };
    }

    /// <summary>The exchange was cancelled: nobody waits for an answer.</summary>
    public static ValueTask AbandonAsync(Exchange exchange, IAs4Consumer consumer) =>
        DiscardAsync(exchange, consumer, new As4Refusal { HttpStatus = 0, Detail = "The request was cancelled: the peer is gone or the node stops." });

    private async ValueTask<As4HttpResponse> AnswerAsync(Exchange exchange, int status, As4Error? error, CancellationToken cancellationToken)
    {
        // Whoever is too large or too slow is cut; others get to finish, so that they read the answer.
        if (status is not (408 or 413))
        {
            await exchange.DrainAsync(cancellationToken);
        }

        return error is not null
            ? Signal(status, signals.Error(error, exchange.Soap?.ClaimedMessageId), exchange)
            : new As4HttpResponse(status, "text/plain; charset=UTF-8", Encoding.UTF8.GetBytes(Words(status))) { CloseConnection = !exchange.BodyWasRead };
    }

    private static async ValueTask DiscardAsync(Exchange exchange, IAs4Consumer consumer, As4Refusal refusal)
    {
        try
        {
            await consumer.DiscardAsync(
                exchange.Received,
                refusal with { ClaimedMessageId = exchange.Soap?.ClaimedMessageId, ClaimedParty = exchange.Soap?.ClaimedParty },
                CancellationToken.None);
        }
        catch (Exception)
        {
            // The peer gets its answer even when our side cannot clean up; staging is swept later.
        }
    }

    private static string Words(int status) => status switch
    {
        400 => "Not an AS4 message.\n",
        408 => "The request came too slowly.\n",
        413 => "The request is too large.\n",
        415 => "Only AS4 messages are taken here: multipart/related or application/soap+xml.\n",
        429 => "Too many requests.\n",
        503 => "Not available now.\n",
        _ => "Refused.\n",
    };
}
