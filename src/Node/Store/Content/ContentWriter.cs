using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using SdkNode.Security.Files;

namespace SdkNode.Node.Store.Content;

/// <summary>
/// Writes one content encrypted into the staging folder. <see cref="CompleteAsync"/> makes it durable and moves it into place;
/// disposing without that deletes it.
/// </summary>
internal sealed class ContentWriter : Stream
{
    private readonly SafeFileHandle _file;
    private readonly string _draft;
    private readonly string _final;
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
    internal ContentWriter(Guid id, string draft, string final, NodeKey nodeKey)
    {
        (Id, _draft, _final) = (id, draft, final);
        Span<byte> key = stackalloc byte[ContentFormat.KeyBytes];
        RandomNumberGenerator.Fill(key);
        _gcm = new AesGcm(key, ContentFormat.TagBytes);
        _file = File.OpenHandle(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        try
        {
            WriteHeader(key, nodeKey);
        }
        catch
        {
            // Nobody gets this writer to dispose it; on a full disk its empty file must not stay.
            Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
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

    /// <summary>Writes the last chunk, flushes the file and its folder to disk. After this the content may be named in a row.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushChunkAsync(last: true, cancellationToken);
        RandomAccess.FlushToDisk(_file);
        _file.Dispose();
        var folder = Path.GetDirectoryName(_final)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            DirectorySync.Flush(Path.GetDirectoryName(folder)!);
        }

        File.Move(_draft, _final);
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
                RandomAccess.Write(_file, _sealed.AsSpan(0, count), _position);
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
            _file.Dispose();
            _gcm.Dispose();
            ArrayPool<byte>.Shared.Return(_chunk, clearArray: true);
            ArrayPool<byte>.Shared.Return(_sealed);
            if (!_completed)
            {
                File.Delete(_draft);
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
        await RandomAccess.WriteAsync(_file, _sealed.AsMemory(0, count), _position, cancellationToken);
        _position += count;
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

    private void WriteHeader(ReadOnlySpan<byte> key, NodeKey nodeKey)
    {
        Span<byte> header = stackalloc byte[ContentFormat.HeaderBytes];
        ContentFormat.Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32BigEndian(header[5..], nodeKey.CurrentVersion);
        var nonce = header.Slice(9, ContentFormat.NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        var wrapped = header.Slice(9 + ContentFormat.NonceBytes, ContentFormat.KeyBytes);
        nodeKey.Wrap(key, nonce, Id.ToByteArray(), wrapped, header[^ContentFormat.TagBytes..]);
        RandomAccess.Write(_file, header, 0);
        _position = ContentFormat.HeaderBytes;
    }
}
