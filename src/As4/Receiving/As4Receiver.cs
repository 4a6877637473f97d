using SdkNode.As4.Messages;
using SdkNode.As4.Mime;
using SdkNode.As4.Receipts;
using SdkNode.Security.Certificates;

namespace SdkNode.As4.Receiving;

/// <summary>Receives AS4 messages of one environment (DESIGN 2 In 1-3). Safe for many requests at a time.</summary>
public sealed class As4Receiver
{
    private readonly CertificateVerifier _certificates;
    private readonly TimeProvider _clock;
    private readonly SignalWriter _signals;
    private readonly RefusalWriter _refusals;

    /// <summary>Makes a receiver.</summary>
    public As4Receiver(As4ReceiverOptions options, CertificateVerifier certificates, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(certificates);
        ArgumentNullException.ThrowIfNull(clock);
        Options = options;
        (_certificates, _clock) = (certificates, clock);
        _signals = new SignalWriter(options.Signing, clock);
        _refusals = new RefusalWriter(_signals);
    }

    /// <summary>The options that it was made with.</summary>
    public As4ReceiverOptions Options { get; }

    /// <summary>
    /// Reads one request, gives its message to the consumer and makes the answer. Whatever the peer or the consumer does wrong
    /// becomes an answer; only cancellation is thrown, after the consumer has been told to discard.
    /// </summary>
    public async Task<As4HttpResponse> ReceiveAsync(As4HttpRequest request, IAs4Consumer consumer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(consumer);
        using var exchange = new Exchange(Options, _certificates, _clock, request);
        try
        {
            return await ReceiveAsync(exchange, new GuardedConsumer(consumer), cancellationToken);
        }
        catch (MimeException fault)
        {
            return await _refusals.RefuseAsync(exchange, consumer, CarrierFaults.ToFault(fault, exchange.Soap is not null), null, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await RefusalWriter.AbandonAsync(exchange, consumer);
            throw;
        }
        catch (Exception unexpected)
        {
            // AS4-10: for reasons of ours; the sender tries again.
            var fault = new As4Fault(As4ErrorCode.DeliveryFailure, "AS4-10", "An unexpected exception.");
            return await _refusals.RefuseAsync(exchange, consumer, fault, (unexpected as ConsumerException)?.InnerException ?? unexpected, cancellationToken);
        }
    }

    private async ValueTask<As4HttpResponse> ReceiveAsync(Exchange exchange, GuardedConsumer consumer, CancellationToken cancellationToken)
    {
        // 1-5: no attachment is touched before all of this holds.
        var fault = await exchange.ReadSoapPartAsync(cancellationToken)      // 1. the SOAP part: first in the body, bounded, strict XML
            ?? exchange.ReadHeader()                                         // 2. the ebMS header keeps its rules
            ?? exchange.VerifySignature()                                    // 3. the signature covers header, body and all attachments
            ?? await exchange.VerifySignerAsync(cancellationToken)           // 4. the signer is the access point that From names
            ?? exchange.CheckEncryptionAndAddress();                         // 5. all attachments are encrypted as agreed, to us
        if (fault is not null)
        {
            return await _refusals.RefuseAsync(exchange, consumer.Inner, fault, null, cancellationToken);
        }

        // 6. The consumer: serviced? A duplicate with equal references gets the receipt that was stored (AS4-7).
        var message = exchange.Received!;
        var isTest = message.Message.IsTest;
        var decision = isTest ? As4Decision.Proceed : await consumer.CheckHeaderAsync(message, cancellationToken);
        if (await AnswerEarlyAsync(exchange, consumer.Inner, decision, cancellationToken) is { } early)
        {
            return early;
        }

        // 7. The attachments in one pass: decipher, digest, gunzip, staging. A duplicate and a test are verified, not delivered.
        var delivers = !isTest && decision is not As4Decision.Duplicate;
        fault = await exchange.ReadAttachmentsAsync(
            part => delivers ? consumer.OpenStagingAsync(message, part, cancellationToken) : ValueTask.FromResult(Stream.Null), cancellationToken);
        if (fault is not null)
        {
            return await _refusals.RefuseAsync(exchange, consumer.Inner, fault, null, cancellationToken);
        }

        // 8. The receipt is signed, then committed with the message, and only then sent (AS4-4).
        var receipt = _signals.Receipt(message.Message.MessageId, exchange.Signature!.Sources, message.References);
        if (isTest)
        {
            await consumer.TestServiceCalledAsync(message, cancellationToken);
        }

        if (delivers)
        {
            decision = await consumer.CommitAsync(message, receipt, cancellationToken);
            if (await AnswerEarlyAsync(exchange, consumer.Inner, decision, cancellationToken) is { } refused)
            {
                return refused;
            }
        }

        return RefusalWriter.Signal(200, receipt.Body, exchange);
    }

    /// <summary>The answer that a decision asks for, or null to go on.</summary>
    private async ValueTask<As4HttpResponse?> AnswerEarlyAsync(Exchange exchange, IAs4Consumer consumer, As4Decision decision, CancellationToken cancellationToken)
    {
        switch (decision)
        {
            case As4Decision.Refuse refuse:
                return await _refusals.RefuseAsync(exchange, consumer, refuse.Error, cancellationToken);
            case As4Decision.TurnAway away:
                return await _refusals.TurnAwayAsync(exchange, consumer, away, cancellationToken);
            case As4Decision.Duplicate duplicate when StoredReceipts.Matches(duplicate.StoredReceipt, exchange.Received!):
                await exchange.DrainAsync(cancellationToken);
                return RefusalWriter.Signal(200, duplicate.StoredReceipt, exchange);
            default:
                return null;
        }
    }
}
