using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using SdkNode.Security.Files;

namespace SdkNode.Node.Store.Content;

/// <summary>
/// Writes one content encrypted: what is larger than one chunk into the staging folder, from where <see cref="CompleteAsync"/>
/// moves it durably into place; what is not waits in memory for the transaction that names it. Disposing without completing deletes it.
/// </summary>
internal sealed class ContentWriter : Stream
{
    private readonly ContentPlace _place;
    private readonly byte[] _header;
    private SafeFileHandle? _file;
    private readonly AesGcm _gcm;
    private readonly byte[] _chunk = ArrayPool<byte>.Shared.Rent(ContentFormat.ChunkBytes);
    private readonly byte[] _sealed = ArrayPool<byte>.Shared.Rent(ContentFormat.ChunkBytes + ContentFormat.TagBytes);
    private int _used;
    private uint _number;
    private long _position;
    private long _length;
    private bool _completed;
    private bool _disposed;

    /// <summary>Starts a new content.</summary>
    internal ContentWriter(Guid id, ContentPlace place, NodeKey nodeKey)
    {
        (Id, _place) = (id, place);
        Span<byte> key = stackalloc byte[ContentFormat.KeyBytes];
        RandomNumberGenerator.Fill(key);
        _gcm = new AesGcm(key, ContentFormat.TagBytes);
        _header = Header(key, nodeKey);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>The content's id.</summary>
    public Guid Id { get; }

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <summary>Plaintext octets written so far.</summary>
    public override long Length => _length;

    /// <inheritdoc />
    public override long Position { get => _length; set => throw new NotSupportedException(); }

    /// <summary>Writes the last chunk; a file and its folder are flushed to disk. After this the content may be named in a row.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_file is null && _place.Small is { } small)
        {
            var count = SealChunk(last: true);
            small.Add(Id, [.. _header, .. _sealed.AsSpan(0, count)]);
            _completed = true;
            return;
        }

        await FlushChunkAsync(last: true, cancellationToken);
        RandomAccess.FlushToDisk(_file!);
        _file!.Dispose();
        var folder = Path.GetDirectoryName(_place.Final)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            DirectorySync.Flush(Path.GetDirectoryName(folder)!);
        }

        // The name is new: nothing can be overwritten, and so it is one call.
        File.Move(_place.Draft, _place.Final, overwrite: true);
        DirectorySync.Flush(folder);
        _completed = true;
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            if (_used == ContentFormat.ChunkBytes)
            {
                await FlushChunkAsync(last: false, cancellationToken);
            }

            buffer = buffer[Take(buffer.Span)..];
        }
    }

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_used == ContentFormat.ChunkBytes)
            {
                var count = SealChunk(last: false);
                RandomAccess.Write(OpenFile(), _sealed.AsSpan(0, count), _position);
                _position += count;
            }

            buffer = buffer[Take(buffer)..];
        }
    }

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override void Flush()
    {
        // Chunks are written whole; CompleteAsync writes the last one.
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

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
            if (!_completed && _file is not null)
            {
                File.Delete(_place.Draft);
            }
        }

        base.Dispose(disposing);
    }

    private int Take(ReadOnlySpan<byte> buffer)
    {
        var count = Math.Min(buffer.Length, ContentFormat.ChunkBytes - _used);
        buffer[..count].CopyTo(_chunk.AsSpan(_used));
        _used += count;
        _length += count;
        return count;
    }

    private async ValueTask FlushChunkAsync(bool last, CancellationToken cancellationToken)
    {
        var count = SealChunk(last);
        await RandomAccess.WriteAsync(OpenFile(), _sealed.AsMemory(0, count), _position, cancellationToken);
        _position += count;
    }

    private SafeFileHandle OpenFile()
    {
        if (_file is null)
        {
            _file = File.OpenHandle(_place.Draft, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            RandomAccess.Write(_file, _header, 0);
            _position = _header.Length;
        }

        return _file;
    }

    private int SealChunk(bool last)
    {
        Span<byte> nonce = stackalloc byte[ContentFormat.NonceBytes];
        ContentFormat.WriteNonce(nonce, _number++, last);
        _gcm.Encrypt(nonce, _chunk.AsSpan(0, _used), _sealed.AsSpan(0, _used), _sealed.AsSpan(_used, ContentFormat.TagBytes));
        var count = _used + ContentFormat.TagBytes;
        _used = 0;
        return count;
    }

    private byte[] Header(ReadOnlySpan<byte> key, NodeKey nodeKey)
    {
        var header = new byte[ContentFormat.HeaderBytes];
        ContentFormat.Magic.CopyTo(header);
        var nonce = header.AsSpan(9, ContentFormat.NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        var wrapped = header.AsSpan(9 + ContentFormat.NonceBytes, ContentFormat.KeyBytes);
        var version = nodeKey.Wrap(key, nonce, Id.ToByteArray(), wrapped, header.AsSpan()[^ContentFormat.TagBytes..]);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(5), version);
        return header;
    }
}
