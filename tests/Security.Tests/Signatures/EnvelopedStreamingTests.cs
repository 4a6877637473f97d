using System.Text;
using CsCheck;
using SdkNode.Security.Signatures;
using SdkNode.Security.Tests.Xml;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Signatures;

public sealed class EnvelopedStreamingTests
{
    [Fact]
    public async Task A_large_document_is_signed_and_verified_in_flat_memory()
    {
        var text = Encoding.UTF8.GetBytes(new string('x', 64 * 1024));
        using var sink = new EnvelopedSignatureSink();
        await using var receiver = new TokenizerStream(new XmlTokenizer(XmlLimits.Envelope, sink));
        await using var signer = new EnvelopedSigner(receiver, SigningKeys.Alice, XmlLimits.Envelope);
        signer.Write("<r><a>"u8);
        signer.Write(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            signer.Write(text);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024 * 1024);
        signer.Write("</a></r>"u8);
        await signer.CompleteAsync(TestContext.Current.CancellationToken);
        receiver.Tokenizer.Complete();
        Assert.True(receiver.Tokenizer.BytesRead > 65_000_000);
        var verdict = sink.Verify(SignaturePolicy.Envelope);
        Assert.True(verdict.IsOk, verdict.Fault?.ToString());
    }

    [Fact]
    public void Any_document_is_signed_so_that_it_verifies_and_says_what_it_said() =>
        XmlDocuments.Documents.Sample(
            document =>
            {
                using var output = new MemoryStream();
                using var signer = new EnvelopedSigner(output, SigningKeys.Alice, XmlLimits.Header);
                foreach (var piece in Encoding.UTF8.GetBytes(document).Chunk(50))
                {
                    signer.Write(piece);
                }

                // Nothing waits here: the output is memory.
                var completion = signer.CompleteAsync(CancellationToken.None);
                Assert.True(completion.IsCompletedSuccessfully, completion.Exception?.ToString());
                var signed = output.ToArray();
                Assert.True(SignatureSamples.Verify(signed, SignaturePolicy.Envelope).IsOk);
                var end = Encoding.UTF8.GetString(signed);
                var begin = end.LastIndexOf("<ds:Signature ", StringComparison.Ordinal);
                var without = end[..begin] + end[(end.LastIndexOf("</ds:Signature>", StringComparison.Ordinal) + "</ds:Signature>".Length)..];
                Assert.Equal(CanonicalizerOracleTests.Ours(document, CanonicalizationAlgorithm.InclusiveC14N10), CanonicalizerOracleTests.Ours(without, CanonicalizationAlgorithm.InclusiveC14N10));
            },
            iter: 300);

    [Fact]
    public async Task A_document_that_has_a_signature_or_is_malformed_is_not_signed()
    {
        await using var signer = new EnvelopedSigner(Stream.Null, SigningKeys.Alice, XmlLimits.Header);
        Assert.Throws<InvalidOperationException>(() => signer.Write("<r><Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/></r>"u8));
        await using var other = new EnvelopedSigner(Stream.Null, SigningKeys.Alice, XmlLimits.Header);
        Assert.Throws<XmlRejectedException>(() => other.Write("<r></q>"u8));
        await using var cut = new EnvelopedSigner(Stream.Null, SigningKeys.Alice, XmlLimits.Header);
        cut.Write("<r>"u8);
        await Assert.ThrowsAsync<XmlRejectedException>(() => cut.CompleteAsync(CancellationToken.None));
    }

    private sealed class TokenizerStream(XmlTokenizer tokenizer) : MemoryStream
    {
        public XmlTokenizer Tokenizer => tokenizer;

        public override void Write(ReadOnlySpan<byte> buffer) => tokenizer.Write(buffer);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            tokenizer.Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
    }
}
