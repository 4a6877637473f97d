using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SdkNode.Node.Tests.Api.Uploads;

/// <summary>A posted message whose one file is made while it is sent, never whole in memory.</summary>
internal sealed class GeneratedMessage : HttpContent
{
    private const int BlockBytes = 48 * 1024;

    private readonly byte[] _before;
    private readonly byte[] _after;
    private readonly byte[] _block = RandomNumberGenerator.GetBytes(BlockBytes);
    private readonly byte[] _text = new byte[BlockBytes / 3 * 4];
    private readonly int _blocks;

    /// <summary>A message with the file's content left out, and how many blocks of 48 KiB the file has.</summary>
    public GeneratedMessage(JsonObject message, int blocks)
    {
        _blocks = blocks;
        message["data"]!["attributes"]!["digitalDocument"]![0]!["contentFiles"]![0]!["content"] = "HERE";
        var parts = JsonSerializer.Serialize(message).Split("HERE");
        (_before, _after) = (Encoding.UTF8.GetBytes(parts[0]), Encoding.UTF8.GetBytes(parts[1]));
        Base64.EncodeToUtf8(_block, _text, out _, out _);
        Headers.ContentType = new("application/json");
    }

    /// <summary>Octets of the file.</summary>
    public long FileBytes => (long)_blocks * BlockBytes;

    /// <summary>The SHA-256 of the file.</summary>
    public byte[] FileDigest()
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < _blocks; i++)
        {
            digest.AppendData(_block);
        }

        return digest.GetHashAndReset();
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(_before);
        for (var i = 0; i < _blocks; i++)
        {
            await stream.WriteAsync(_text);
        }

        await stream.WriteAsync(_after);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _before.Length + ((long)_blocks * _text.Length) + _after.Length;
        return true;
    }
}
