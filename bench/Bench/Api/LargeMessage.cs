using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using SdkNode.Node.Demo;

namespace SdkNode.Bench.Api;

/// <summary>A message with one file of random octets, written to the request as it is made.</summary>
internal sealed class LargeMessage : HttpContent
{
    private const int Chunk = 48 * 1024;

    private readonly byte[] _before;
    private readonly byte[] _after = "\" }] }] } } }"u8.ToArray();
    private readonly int _fileBytes;

    public LargeMessage(DemoParty from, DemoParty to, int fileBytes)
    {
        _fileBytes = Math.Max(1, fileBytes / Chunk) * Chunk;
        const string Root = "urn:riv:infrastructure:messaging:functionalAddress";
        _before = Encoding.UTF8.GetBytes(
            $$"""
            { "data": { "type": "messages", "attributes": { "label": "Stor fil", "confidentiality": true, "sender": "{{from.Participant}}", "recipient": "{{to.Participant}}",
              "senderAttention": { "subOrganization": { "root": "{{Root}}", "extension": "{{from.Function}}" } },
              "recipientAttention": { "subOrganization": { "root": "{{Root}}", "extension": "{{to.Function}}" } },
              "digitalDocument": [{ "documentId": "fil", "contentFiles": [{ "fileName": "fil.pdf", "contentType": "application/pdf", "content": "
            """.TrimEnd());
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(_before);
        var octets = new byte[Chunk];
        var text = new byte[Base64.GetMaxEncodedToUtf8Length(Chunk)];
        for (var done = 0; done < _fileBytes; done += octets.Length)
        {
            RandomNumberGenerator.Fill(octets);
            Base64.EncodeToUtf8(octets, text, out _, out var length);
            await stream.WriteAsync(text.AsMemory(0, length));
        }

        await stream.WriteAsync(_after);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
