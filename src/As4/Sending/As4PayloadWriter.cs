using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace SdkNode.As4.Sending;

/// <summary>
/// Prepares a payload once for all its tries: the caller writes the content, the writer compresses it or not and passes the
/// octets on to the inner stream, counting and digesting them (AS4-3, AS4-7). Whether compression pays is decided on the
/// first 256 KiB: an encrypted envelope is Base64 all through, so its beginning tells of the rest.
/// </summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is used as a writer; that it is a Stream lets others write into it.")]
public sealed class As4PayloadWriter : Stream
{
    private const int SampleBytes = 256 * 1024;
    private const double WorthwhileRatio = 0.8;

    // Huffman coding alone takes out what Base64 put in, at several times the speed of searching for repetitions (DESIGN 3).
    private static readonly ZLibCompressionOptions Gzip = new() { CompressionLevel = 1, CompressionStrategy = ZLibCompressionStrategy.HuffmanOnly };

    private readonly DigestingWriteStream _octets;
    private byte[]? _sample;
    private int _sampled;
    private Stream? _target;
    private bool _complete;

    /// <summary>Makes a writer.</summary>
    /// <param name="inner">Gets the octets as they will be sent.</param>
    /// <param name="compression">Whether to compress.</param>
    /// <param name="leaveOpen">Whether <paramref name="inner"/> stays open when this is disposed.</param>
    public As4PayloadWriter(Stream inner, As4Compression compression, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _octets = new DigestingWriteStream(inner, leaveOpen);
        if (compression is As4Compression.WhenItPays)
        {
            _sample = ArrayPool<byte>.Shared.Rent(SampleBytes);
        }
        else
        {
            ChooseTarget(compression is As4Compression.Always);
        }
    }

    /// <summary>Bytes of content written so far.</summary>
    public long ContentLength { get; private set; }

    /// <summary>True when the octets are compressed; known after 256 KiB or <see cref="CompleteAsync"/>.</summary>
    public bool Compressed { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => !_complete;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Finishes the octets and flushes the inner stream; no more may be written.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_complete)
        {
            return;
        }

        await DecideAsync(cancellationToken);
        if (_target is GZipStream gzip)
        {
            await gzip.DisposeAsync();
        }

        await _octets.FlushAsync(cancellationToken);
        _complete = true;
    }

    /// <summary>Describes the finished payload.</summary>
    /// <param name="open">Opens the stored octets anew for each try.</param>
    public As4Payload ToPayload(Func<CancellationToken, ValueTask<Stream>> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        if (!_complete)
        {
            throw new InvalidOperationException("Complete the payload before it is described.");
        }

        return new As4Payload { Open = open, Length = _octets.BytesWritten, Sha256 = _octets.Digest(), Compressed = Compressed };
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_complete, this);
        ContentLength += buffer.Length;
        if (_target is null)
        {
            var count = Math.Min(SampleBytes - _sampled, buffer.Length);
            buffer.Span[..count].CopyTo(_sample.AsSpan(_sampled));
            _sampled += count;
            buffer = buffer[count..];
            if (_sampled == SampleBytes)
            {
                await DecideAsync(cancellationToken);
            }
        }

        if (!buffer.IsEmpty)
        {
            await _target!.WriteAsync(buffer, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_complete, this);
        ContentLength += buffer.Length;
        if (_target is null)
        {
            var count = Math.Min(SampleBytes - _sampled, buffer.Length);
            buffer[..count].CopyTo(_sample.AsSpan(_sampled));
            _sampled += count;
            buffer = buffer[count..];
            if (_sampled == SampleBytes)
            {
                Decide().Write(_sample.AsSpan(0, _sampled));
                ReturnSample();
            }
        }

        if (!buffer.IsEmpty)
        {
            _target!.Write(buffer);
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ReturnSample();
            if (!_complete && _target is GZipStream gzip)
            {
                // Given up half way: what the compressor still holds is of no use to anybody.
                gzip.Dispose();
            }

            _octets.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool Pays(ReadOnlySpan<byte> sample)
    {
        using var compressed = new DigestingWriteStream(Null, leaveOpen: true);
        using (var gzip = new GZipStream(compressed, Gzip, leaveOpen: true))
        {
            gzip.Write(sample);
        }

        return compressed.BytesWritten <= sample.Length * WorthwhileRatio;
    }

    private async ValueTask DecideAsync(CancellationToken cancellationToken)
    {
        if (_target is null)
        {
            await Decide().WriteAsync(_sample.AsMemory(0, _sampled), cancellationToken);
            ReturnSample();
        }
    }

    private Stream Decide() => ChooseTarget(Pays(_sample.AsSpan(0, _sampled)));

    private Stream ChooseTarget(bool compress)
    {
        Compressed = compress;
        return _target = compress ? new GZipStream(_octets, Gzip, leaveOpen: true) : _octets;
    }

    private void ReturnSample()
    {
        if (_sample is not null)
        {
            ArrayPool<byte>.Shared.Return(_sample);
            _sample = null;
        }
    }
}
