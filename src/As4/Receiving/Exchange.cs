using System.Security.Cryptography.X509Certificates;
using SdkNode.As4.Messages;
using SdkNode.As4.Mime;
using SdkNode.As4.WsSecurity;
using SdkNode.Security.Certificates;

namespace SdkNode.As4.Receiving;

/// <summary>
/// One request on its way through the receiver: what is known so far, and the steps that add to it. Each step gives the fault
/// that ends the exchange, or null.
/// </summary>
internal sealed class Exchange(As4ReceiverOptions options, CertificateVerifier certificates, TimeProvider clock, As4HttpRequest request) : IDisposable
{
    private readonly GuardedBody _body = new(
        request.Body,
        new BodyGuard(options.Limits.MaxRequestBytes, request.ContentLength, options.Limits.SlowPeerGrace, options.Limits.MinimumBytesPerSecond),
        clock);

    private SoapCarrier? _carrier;
    private SecurityHeader? _security;
    private TokenResolver? _tokens;
    private Dictionary<string, EncryptedAttachment> _encrypted = [];
    private AttachmentKeys? _keys;

    /// <summary>The envelope, once it is known to be one.</summary>
    public SoapMessage? Soap { get; private set; }

    /// <summary>The header's message; not verified.</summary>
    public As4UserMessage? Message { get; private set; }

    /// <summary>The signature, once it verifies.</summary>
    public HeaderSignature? Signature { get; private set; }

    /// <summary>The message, once its header is verified.</summary>
    public ReceivedUserMessage? Received { get; private set; }

    /// <summary>True when the whole body has been read: the connection can be used again.</summary>
    public bool BodyWasRead => _body.Ended;

    /// <summary>The SOAP part, first in the body and under its limit (AS4-1, AS4-8).</summary>
    public async ValueTask<As4Fault?> ReadSoapPartAsync(CancellationToken cancellationToken)
    {
        if (request.ContentLength > options.Limits.MaxRequestBytes)
        {
            return new As4Fault(null, "AS4-8", $"Content-Length {request.ContentLength} is beyond {options.Limits.MaxRequestBytes} bytes.") { HttpStatus = 413 };
        }

        var limits = new MimeLimits(options.Limits.MaxParts, options.Limits.MaxPartHeaderBytes, options.Limits.MaxPartHeaders);
        if (!SoapCarrier.Open(request.ContentType, _body, limits).TryGet(out _carrier, out var fault)
            || !(await _carrier.ReadSoapAsync(options.Limits.MaxSoapBytes, cancellationToken)).TryGet(out var octets, out fault)
            || !SoapMessage.Read(octets).TryGet(out var soap, out fault))
        {
            return fault;
        }

        Soap = soap;
        return null;
    }

    /// <summary>The ebMS header and its rules (AS4-2, AS4-10).</summary>
    public As4Fault? ReadHeader()
    {
        if (SignalReader.IsSignal(Soap!.Messaging))
        {
            // Signals come on the HTTP response only; answering one with a signal could go on for ever.
            return new As4Fault(null, "AS4-4", "A signal was pushed; only user messages are.") { HttpStatus = 400 };
        }

        if (!UserMessageReader.Read(Soap.Messaging).TryGet(out var message, out var fault))
        {
            return fault;
        }

        Message = message;
        if (options.PartyTypes is { } types && (!types.Contains(message.From.Type ?? "") || !types.Contains(message.To.Type ?? "")))
        {
            return new As4Fault(As4ErrorCode.ProcessingModeMismatch, "ID-10", "A PartyId has a type that is not accepted.");
        }

        return Soap.Body.Elements().Any()
            ? new As4Fault(As4ErrorCode.FeatureNotSupported, "AS4-1", "The SOAP body is not empty.")
            : null;
    }

    /// <summary>The signature over the SOAP part, and what it must cover (AS4-SEC-1, AS4-SEC-3).</summary>
    public As4Fault? VerifySignature()
    {
        IReadOnlyList<X509Certificate2> known =
            [.. options.KnownCertificates(), .. options.Decryption.Select(pair => pair.Certificate)];
        if (!SecurityHeader.Read(Soap!).TryGet(out _security, out var fault)
            || !HeaderSignature.Verify(Soap!, _security, known).TryGet(out var signature, out fault))
        {
            return fault;
        }

        _tokens = new TokenResolver(Soap!, _security, known);
        Signature = signature;
        return (_security.Timestamp is { } timestamp ? SecurityTimestamp.Check(timestamp, clock.GetUtcNow(), options.ClockSkew) : null)
            ?? AttachmentCoverage.Check(signature, Message!.Parts);
    }

    /// <summary>The signer: an access point of this environment, by the name that From gives (AS4-SEC-4).</summary>
    public async ValueTask<As4Fault?> VerifySignerAsync(CancellationToken cancellationToken)
    {
        var (fault, warnings) = await SignerTrust.CheckAsync(Signature!, Message!.From.Id, options.ApTrust, certificates, cancellationToken);
        if (fault is null)
        {
            var signer = new VerifiedSigner(Signature!.Signer, Signature.Value, Signature.References, warnings);
            Received = new ReceivedUserMessage(Message, signer, request, clock.GetUtcNow());
        }

        return fault;
    }

    /// <summary>How the attachments are encrypted (AS4-SEC-2), and whether the message is for us.</summary>
    public As4Fault? CheckEncryptionAndAddress()
    {
        if (!EncryptedAttachments.Read(_security!, Message!.Parts).TryGet(out var encrypted, out var fault))
        {
            return fault;
        }

        _encrypted = encrypted;
        return Message.To.Id == options.OwnPartyId
            ? null
            : new As4Fault(As4ErrorCode.ProcessingModeMismatch, "AS4-5", "To/PartyId is not this access point.");
    }

    /// <summary>One pass over all attachments into what <paramref name="open"/> gives (DESIGN 2 In 2).</summary>
    public async ValueTask<As4Fault?> ReadAttachmentsAsync(Func<int, ValueTask<Stream>> open, CancellationToken cancellationToken)
    {
        if (!AttachmentKeys.Unwrap(_encrypted.Values, _tokens!, options.Decryption).TryGet(out _keys, out var fault))
        {
            return fault;
        }

        var seen = new HashSet<int>();
        var reader = new AttachmentReader(options.Limits);
        while (await _carrier!.NextAttachmentAsync(cancellationToken) is { } part)
        {
            var index = IndexOf(part.ContentId);
            if (index < 0 || !seen.Add(index))
            {
                return new As4Fault(As4ErrorCode.MimeInconsistency, "AS4-2", "A MIME part is named by no PartInfo, or comes twice.");
            }

            var info = Message!.Parts[index];
            var encryption = _encrypted[info.ContentId];
            var expected = new ExpectedAttachment(info, encryption, _keys.For(encryption), Signature!.Attachments[info.ContentId]);
            await using var content = part.DecodedContent();
            await using var output = await open(index);
            if (await reader.ReadAsync(content, expected, output, cancellationToken) is { } bad)
            {
                return bad;
            }

            await output.FlushAsync(cancellationToken);
        }

        return seen.Count == Message!.Parts.Count
            ? null
            : new As4Fault(As4ErrorCode.MimeInconsistency, "AS4-5", "A part that PayloadInfo names is missing.");
    }

    /// <summary>Reads and drops what is left of the body, so that the peer gets to read our answer instead of a broken connection.</summary>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _body.CopyToAsync(Stream.Null, cancellationToken);
        }
        catch (MimeException)
        {
            // Too large, too slow or gone: then the answer may not arrive.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _keys?.Dispose();
        _carrier?.Dispose();
        _body.Dispose();
    }

    private int IndexOf(string? contentId)
    {
        for (var i = 0; contentId is not null && i < Message!.Parts.Count; i++)
        {
            if (Message.Parts[i].ContentId == contentId)
            {
                return i;
            }
        }

        return -1;
    }
}
