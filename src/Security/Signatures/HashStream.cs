using System.Security.Cryptography;

namespace SdkNode.Security.Signatures;

/// <summary>Hashes what is written.</summary>
internal sealed class HashStream(HashAlgorithmName hash) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(hash);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => _hash.AppendData(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _hash.AppendData(buffer);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>The hash of all that was written; the stream begins anew.</summary>
    internal byte[] Finish() => _hash.GetHashAndReset();

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
