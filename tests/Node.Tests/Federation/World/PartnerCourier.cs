using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.As4.Messages;
using SdkNode.As4.Sending;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.Xhe;
using SdkNode.Node.Demo;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>One transfer as a test makes it.</summary>
/// <param name="To">The node that gets it.</param>
/// <param name="Message">The AS4 header.</param>
/// <param name="Envelope">The octets of the envelope, or of what pretends to be one.</param>
internal sealed record PartnerTransfer(NodeAddress To, As4UserMessage Message, byte[] Envelope)
{
    /// <summary>Another access point key than the partner's own.</summary>
    public KeyPair? Signing { get; init; }

    /// <summary>Where it goes, if not to where that node says it is.</summary>
    public Uri? Address { get; init; }

    public As4SendOptions Options { get; init; } = new();

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>Posts transfers to nodes with a partner's keys, over mutual TLS.</summary>
internal sealed class PartnerCourier(DemoKeys keys, HttpMessageInvoker? http = null) : IDisposable
{
    private readonly HttpMessageInvoker _http = http ?? new(Handler(keys.Tls));

    /// <summary>A handler that shows a client certificate, and takes any from the server.</summary>
    public static SocketsHttpHandler Handler(KeyPair? client) => new()
    {
        UseProxy = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificateContext = client is null ? null : SslStreamCertificateContext.Create(client.Certificate, [.. client.Chain], offline: true),
            RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null,
        },
    };

    /// <summary>Addresses an envelope as its own header says (AS4-2).</summary>
    public PartnerTransfer Address(NodeAddress to, XheHeader header, byte[] envelope) => new(
        to,
        new As4UserMessage
        {
            MessageId = $"{Guid.NewGuid()}@{keys.AccessPoint.CommonName}",
            Timestamp = TimeProvider.System.GetUtcNow(),
            From = new As4Party(keys.AccessPoint.CommonName, "urn:fdc:digg.se:edelivery:transportprofile:as4:partytype:ap", As4Names.InitiatorRole),
            To = new As4Party(to.Party.PartyId, "urn:fdc:digg.se:edelivery:transportprofile:as4:partytype:ap", As4Names.ResponderRole),
            Service = new As4Value(ProcessIdentifier.NoProcess, ProcessIdentifier.Scheme),
            Action = $"{DocumentTypeIdentifier.Scheme}::{header.DocumentType}",
            ConversationId = header.Id.Value,
            Properties =
            [
                new As4Property(As4Names.OriginalSender, header.From.Value, ParticipantIdentifier.Scheme),
                new As4Property(As4Names.FinalRecipient, header.To.Value, ParticipantIdentifier.Scheme),
            ],
        },
        envelope);

    /// <summary>Makes one try.</summary>
    public async Task<As4SendOutcome> PostAsync(PartnerTransfer transfer)
    {
        var payload = new As4Payload
        {
            Open = _ => ValueTask.FromResult<Stream>(new MemoryStream(transfer.Envelope, writable: false)),
            Length = transfer.Envelope.Length,
            Sha256 = SHA256.HashData(transfer.Envelope),
            Compressed = false,
        };
        using var receiver = X509CertificateLoader.LoadCertificate(transfer.To.Keys.AccessPoint.Certificate.RawData);
        return await new As4Sender(_http, transfer.Clock).SendAsync(
            new As4Transmission
            {
                Endpoint = new Uri(transfer.Address ?? transfer.To.Address, "/as4"),
                Message = transfer.Message with { Parts = [payload.ToPart()] },
                Payloads = [payload],
                Signing = transfer.Signing ?? keys.AccessPoint,
                Receiver = receiver,
                Options = transfer.Options,
            },
            TestContext.Current.CancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
