using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace SdkNode.Node.Store.Content;

/// <summary>Reads one content back, chunk by chunk; each chunk is authenticated before any of it is given out.</summary>
internal sealed class ContentReader : Stream
{
    private readonly Guid _id;
    private readonly SafeFileHandle? _file;
    private readonly byte[] _octets = [];
    private readonly AesGcm _gcm;
    private readonly long _fileBytes;
    private readonly byte[] _chunk = ArrayPool<byte>.Shared.Rent(ContentFormat.ChunkBytes);
    private readonly byte[] _sealed = ArrayPool<byte>.Shared.Rent(ContentFormat.ChunkBytes + ContentFormat.TagBytes);
    private long _next = ContentFormat.HeaderBytes;
    private uint _number;
    private int _start;
    private int _end;
    private long _position;
    private bool _disposed;

    /// <summary>Opens a content whose octets are at hand.</summary>
    /// <exception cref="InvalidDataException">The header is damaged or belongs to another content or node key.</exception>
    internal ContentReader(Guid id, byte[] octets, NodeKey nodeKey)
    {
        (_id, _octets, _fileBytes) = (id, octets, octets.Length);
        _gcm = Open(id, nodeKey);
    }

    /// <summary>Opens the content in <paramref name="path"/>.</summary>
    /// <exception cref="InvalidDataException">The header is damaged or belongs to another content or node key.</exception>
    internal ContentReader(Guid id, string path, NodeKey nodeKey)
    {
        _id = id;
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.SequentialScan);
        try
        {
            _fileBytes = RandomAccess.GetLength(_file);
            _gcm = Open(id, nodeKey);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <summary>The plaintext's length in octets.</summary>
    public override long Length => ContentFormat.PlainLength(_fileBytes);

    /// <inheritdoc />
    public override long Position { get => _position; set => throw new NotSupportedException(); }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_start == _end && _next < _fileBytes)
        {
            var wanted = NextChunkBytes();
            OpenChunk(_file is null ? Read(_sealed.AsSpan(0, wanted), _next) : await RandomAccess.ReadAsync(_file, _sealed.AsMemory(0, wanted), _next, cancellationToken), wanted);
        }

        return Give(buffer.Span);
    }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        if (_start == _end && _next < _fileBytes)
        {
            var wanted = NextChunkBytes();
            OpenChunk(Read(_sealed.AsSpan(0, wanted), _next), wanted);
        }

        return Give(buffer);
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override void Flush()
    {
        // Nothing is written.
    }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (!_disposed)
        {
            _disposed = true;
            _file?.Dispose();
            _gcm.Dispose();
            ArrayPool<byte>.Shared.Return(_chunk, clearArray: true);
            ArrayPool<byte>.Shared.Return(_sealed);
        }

        base.Dispose(disposing);
    }

    private int NextChunkBytes() => (int)Math.Min(ContentFormat.ChunkBytes + ContentFormat.TagBytes, _fileBytes - _next);

    private int Give(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _end - _start);
        _chunk.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        _position += count;
        return count;
    }

    private void OpenChunk(int read, int wanted)
    {
        if (read != wanted || read < ContentFormat.TagBytes)
        {
            throw new ContentUnusableException(_id, "ends in the middle of a chunk: it is damaged");
        }

        _next += read;
        Span<byte> nonce = stackalloc byte[ContentFormat.NonceBytes];
        ContentFormat.WriteNonce(nonce, _number++, last: _next == _fileBytes);
        var plain = read - ContentFormat.TagBytes;
        try
        {
            _gcm.Decrypt(nonce, _sealed.AsSpan(0, plain), _sealed.AsSpan(plain, ContentFormat.TagBytes), _chunk.AsSpan(0, plain));
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new ContentUnusableException(_id, "has a chunk that does not authenticate: it is damaged or has been cut off", e);
        }

        (_start, _end) = (0, plain);
    }

    private int Read(Span<byte> into, long position)
    {
        if (_file is not null)
        {
            return RandomAccess.Read(_file, into, position);
        }

        _octets.AsSpan((int)position, into.Length).CopyTo(into);
        return into.Length;
    }

    private AesGcm Open(Guid id, NodeKey nodeKey)
    {
        if (_fileBytes < ContentFormat.HeaderBytes + ContentFormat.TagBytes)
        {
            // Every content has a last chunk, if only an empty one; without any it would read as empty.
            throw new InvalidDataException("The content has no last chunk: it has been cut off.");
        }

        Span<byte> header = stackalloc byte[ContentFormat.HeaderBytes];
        if (Read(header, 0) != header.Length || !header.StartsWith(ContentFormat.Magic))
        {
            throw new InvalidDataException("The file is not content of this node.");
        }

        Span<byte> key = stackalloc byte[ContentFormat.KeyBytes];
        var nonce = header.Slice(9, ContentFormat.NonceBytes);
        var wrapped = header.Slice(9 + ContentFormat.NonceBytes, ContentFormat.KeyBytes);
        nodeKey.Unwrap(BinaryPrimitives.ReadInt32BigEndian(header[5..]), wrapped, header[^ContentFormat.TagBytes..], nonce, id.ToByteArray(), key);
        var gcm = new AesGcm(key, ContentFormat.TagBytes);
        CryptographicOperations.ZeroMemory(key);
        return gcm;
    }
}
