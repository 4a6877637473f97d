using SdkNode.Security.Encryption;

namespace SdkNode.Envelope.Opening;

/// <summary>Base64 text, which is decoded.</summary>
internal sealed class Base64Plaintext(Stream output) : PlaintextTarget
{
    private readonly ChunkWriteStream _octets = Base64Streams.DecodeTo(output, leaveOpen: true);

    public override void Write(ReadOnlySpan<byte> buffer) => _octets.Write(buffer);

    public override void Complete() => _octets.Complete();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _octets.Dispose();
        }

        base.Dispose(disposing);
    }
}
