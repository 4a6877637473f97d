using System.Security.Cryptography;
using SdkNode.Security.Xml;

namespace SdkNode.As4.WsSecurity;

/// <summary>
/// The digest of an attachment's content as WSS SwA 1.1.1 section 5.4.2 wants it (AS4-SEC-1): XML types in exclusive canonical
/// form, other text with CRLF line ends, anything else the octets. Content is pushed as it passes.
/// </summary>
internal abstract class AttachmentDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private AttachmentDigest()
    {
    }

    /// <summary>Why the content could not be brought into the form to be digested, or null: then no digest equals it.</summary>
    public string? Fault { get; private set; }

    /// <summary>The digest for content of that media type; null is octets.</summary>
    public static AttachmentDigest For(string? mediaType)
    {
        var type = mediaType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
        return type switch
        {
            "text/xml" or "application/xml" => new Canonical(),
            _ when type.EndsWith("+xml", StringComparison.Ordinal) => new Canonical(),
            _ when type.StartsWith("text/", StringComparison.Ordinal) => new Lines(),
            _ => new Octets(),
        };
    }

    /// <summary>Takes the next octets.</summary>
    public abstract void Append(ReadOnlySpan<byte> content);

    /// <summary>The digest of all that was taken.</summary>
    public virtual byte[] Complete() => _hash.GetHashAndReset();

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private sealed class Octets : AttachmentDigest
    {
        public override void Append(ReadOnlySpan<byte> content) => _hash.AppendData(content);
    }

    private sealed class Lines : AttachmentDigest
    {
        private bool _afterCr;

        public override void Append(ReadOnlySpan<byte> content)
        {
            while (!content.IsEmpty)
            {
                // A CR has been digested as CRLF at once; the LF that may follow it belongs to it.
                if (_afterCr && content[0] == (byte)'\n')
                {
                    content = content[1..];
                }

                _afterCr = false;
                var end = content.IndexOfAny((byte)'\r', (byte)'\n');
                _hash.AppendData(end < 0 ? content : content[..end]);
                if (end < 0)
                {
                    return;
                }

                _hash.AppendData("\r\n"u8);
                _afterCr = content[end] == (byte)'\r';
                content = content[(end + 1)..];
            }
        }
    }

    private sealed class Canonical : AttachmentDigest
    {
        private readonly Canonicalizer _canonicalizer;
        private readonly XmlTokenizer _tokenizer;

        public Canonical()
        {
            _canonicalizer = new Canonicalizer(CanonicalizationAlgorithm.ExclusiveC14N, new HashStream(_hash));
            _tokenizer = new XmlTokenizer(XmlLimits.Envelope, _canonicalizer);
        }

        public override void Append(ReadOnlySpan<byte> content)
        {
            if (Fault is not null)
            {
                return;
            }

            try
            {
                _tokenizer.Write(content);
            }
            catch (XmlRejectedException rejected)
            {
                Fault = rejected.Fault.Detail;
            }
        }

        public override byte[] Complete()
        {
            try
            {
                if (Fault is null)
                {
                    _tokenizer.Complete();
                    _canonicalizer.Flush();
                }
            }
            catch (XmlRejectedException rejected)
            {
                Fault = rejected.Fault.Detail;
            }

            return base.Complete();
        }
    }

    private sealed class HashStream(IncrementalHash hash) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer) => hash.AppendData(buffer);

        public override void Write(byte[] buffer, int offset, int count) => hash.AppendData(buffer, offset, count);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
