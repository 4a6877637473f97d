using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>A write-only stream: takes the UTF-8 bytes of an unsigned document and passes on its canonical form with an enveloped signature as the root's last child.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It signs; that it is a stream is how it is fed.")]
public sealed class EnvelopedSigner : Stream
{
    /// <summary>Signs what is written into <paramref name="output"/>, which stays open.</summary>
    public EnvelopedSigner(Stream output, RSA key, X509Certificate2 certificate, XmlLimits limits) { _ = output; _ = key; _ = certificate; _ = limits; }

    /// <summary>Ends the document: makes the signature and writes it and the root's end tag.</summary>
    /// <exception cref="XmlRejectedException">What was written is no well-formed document.</exception>
    public Task CompleteAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public override bool CanRead => false;
    /// <inheritdoc/>
    public override bool CanSeek => false;
    /// <inheritdoc/>
    public override bool CanWrite => true;
    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();
    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    /// <inheritdoc/>
    public override void Flush() { }
    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotImplementedException();
}
