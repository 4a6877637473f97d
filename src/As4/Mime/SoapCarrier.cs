using SdkNode.As4.Messages;
using SdkNode.Security;
using SdkNode.Security.Encryption;

namespace SdkNode.As4.Mime;

/// <summary>
/// An HTTP body that carries a SOAP envelope, alone or as the first part of a multipart (AS4-1): the envelope is read first
/// and whole, under its limit; the attachments then come one by one.
/// </summary>
internal sealed class SoapCarrier : IDisposable
{
    private readonly Stream _body;
    private readonly MimeReader? _parts;
    private readonly string? _start;

    private SoapCarrier(Stream body, MimeReader? parts, string? start) => (_body, _parts, _start) = (body, parts, start);

    /// <summary>Opens a body by its Content-Type; other types are refused with HTTP 415.</summary>
    public static Result<SoapCarrier, As4Fault> Open(string? contentType, Stream body, MimeLimits limits)
    {
        var type = MimeHeaderValue.Parse(contentType);
        if (type?.Value == As4Names.SoapMediaType)
        {
            return new SoapCarrier(body, null, null);
        }

        var root = type?.Parameter("type");
        if (type?.Value != "multipart/related" || (root is not null && MimeHeaderValue.Parse(root)?.Value != As4Names.SoapMediaType))
        {
            return new As4Fault(null, "AS4-1", "The Content-Type is neither multipart/related with a SOAP 1.2 root nor application/soap+xml.") { HttpStatus = 415 };
        }

        return type.Parameter("boundary")?.TrimEnd() is { Length: > 0 and <= 200 } boundary && boundary.All(c => c is >= ' ' and <= '~')
            ? new SoapCarrier(body, new MimeReader(body, boundary, limits), type.Parameter("start"))
            : Refused("The multipart Content-Type has no usable boundary.");
    }

    /// <summary>Reads the SOAP envelope.</summary>
    public async ValueTask<Result<byte[], As4Fault>> ReadSoapAsync(int maxBytes, CancellationToken cancellationToken)
    {
        if (_parts is null)
        {
            return await ReadAllAsync(_body, maxBytes, cancellationToken);
        }

        if (await _parts.NextPartAsync(cancellationToken) is not { } root)
        {
            return Refused("The multipart body has no part.");
        }

        if (_start is not null && root.ContentId is { } id && id != ContentIds.FromHeader(_start))
        {
            return Refused("The start parameter does not name the first part, which must be the SOAP part.");
        }

        if (root.ContentType is { } contentType && MimeHeaderValue.Parse(contentType)?.Value != As4Names.SoapMediaType)
        {
            return new As4Fault(null, "AS4-1", "The first part is not application/soap+xml.") { HttpStatus = 415 };
        }

        try
        {
            return await ReadAllAsync(root.DecodedContent(), maxBytes, cancellationToken);
        }
        catch (InvalidBase64Exception)
        {
            return Refused("The SOAP part is said to be Base64 and is not.");
        }
    }

    /// <summary>The next attachment; null after the last, the body then read to its end.</summary>
    public async ValueTask<MimePart?> NextAttachmentAsync(CancellationToken cancellationToken)
    {
        if (_parts is not null && await _parts.NextPartAsync(cancellationToken) is { } part)
        {
            return part;
        }

        if (_parts is not null)
        {
            await _parts.SkipEpilogueAsync(cancellationToken);
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _parts?.Dispose();

    private static async ValueTask<Result<byte[], As4Fault>> ReadAllAsync(Stream content, int maxBytes, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (whole.Length + read > maxBytes)
            {
                return new As4Fault(null, "AS4-8", $"The SOAP part is larger than {maxBytes} bytes.") { HttpStatus = 413 };
            }

            whole.Write(buffer, 0, read);
        }

        return whole.ToArray();
    }

    private static As4Fault Refused(string detail) => new(null, "AS4-1", detail) { HttpStatus = 400 };
}
