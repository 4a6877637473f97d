using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SdkNode.As4.Messages;
using SdkNode.Security.Encryption;

namespace SdkNode.As4.Sending;

/// <summary>
/// The HTTP body of a transmission: SOAP part, then each payload enciphered on its way (AS4-1). Its length is known before the
/// first byte, so that it goes with Content-Length and not in chunks, which some peers cannot take.
/// </summary>
internal sealed class RequestContent : HttpContent
{
    private const string SoapId = "soap@as4";
    private readonly byte[] _soap;
    private readonly IReadOnlyList<As4Payload> _payloads;
    private readonly ContentKey? _key;
    private readonly string _boundary = $"=_{Guid.NewGuid():N}";

    /// <summary>Makes the body.</summary>
    /// <param name="soap">The SOAP envelope.</param>
    /// <param name="payloads">The payloads; none: the envelope is sent alone.</param>
    /// <param name="key">The content key; needed when there are payloads.</param>
    public RequestContent(byte[] soap, IReadOnlyList<As4Payload> payloads, ContentKey? key)
    {
        (_soap, _payloads, _key) = (soap, payloads, key);
        Headers.ContentType = MediaTypeHeaderValue.Parse(payloads.Count == 0
            ? $"{As4Names.SoapMediaType}; charset=UTF-8"
            : $"multipart/related; type=\"{As4Names.SoapMediaType}\"; start=\"<{SoapId}>\"; boundary=\"{_boundary}\"");
    }

    /// <summary>True once the last byte has been handed to the connection (AS4-7).</summary>
    public bool FullySent { get; private set; }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _soap.Length;
        if (_payloads.Count > 0)
        {
            length += SoapHead().Length + Tail().Length;
            length += _payloads.Sum(payload => PartHead(payload).Length + ContentCryptography.EncryptedLength(_key!.Cipher, payload.Length));
        }

        return true;
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (_payloads.Count == 0)
        {
            await stream.WriteAsync(_soap, cancellationToken);
        }
        else
        {
            await stream.WriteAsync(SoapHead(), cancellationToken);
            await stream.WriteAsync(_soap, cancellationToken);
            foreach (var payload in _payloads)
            {
                await stream.WriteAsync(PartHead(payload), cancellationToken);
                await CopyAsync(payload, stream, cancellationToken);
            }

            await stream.WriteAsync(Tail(), cancellationToken);
        }

        await stream.FlushAsync(cancellationToken);
        FullySent = true;
    }

    private async Task CopyAsync(As4Payload payload, Stream target, CancellationToken cancellationToken)
    {
        await using var octets = await payload.Open(cancellationToken);
        await using var ciphertext = ContentCryptography.Encrypt(octets, _key!, leaveOpen: true);
        var left = ContentCryptography.EncryptedLength(_key!.Cipher, payload.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (await ciphertext.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                left -= read;
                if (left < 0)
                {
                    break;
                }

                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (left != 0)
        {
            throw new PayloadChangedException();
        }
    }

    private byte[] SoapHead() => Encoding.ASCII.GetBytes(
        $"--{_boundary}\r\nContent-Type: {As4Names.SoapMediaType}; charset=UTF-8\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <{SoapId}>\r\n\r\n");

    private byte[] PartHead(As4Payload payload) => Encoding.ASCII.GetBytes(
        $"\r\n--{_boundary}\r\nContent-Type: {As4Names.OctetStream}\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <{payload.ContentId}>\r\n\r\n");

    private byte[] Tail() => Encoding.ASCII.GetBytes($"\r\n--{_boundary}--\r\n");
}
