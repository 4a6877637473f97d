using System.Text;
using SdkNode.Envelope.Sealing;

namespace SdkNode.Envelope.Opening;

[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class RunsAlone;

/// <summary>What is allocated can be counted only while nothing else runs.</summary>
[Collection("Alone")]
public sealed class LargeEnvelopeTests
{
    private const long PayloadBytes = 100_000_000;
    private const long MostAllocated = 24 * 1024 * 1024;

    [Fact]
    public async Task Memory_does_not_grow_with_a_payload_of_100_megabytes()
    {
        await TestEnvelopes.OpenAsync(await TestEnvelopes.SealedMessageAsync());
        using var folder = new TemporaryFolder();
        await using var file = new FileStream(folder.PathOf("envelope.xml"), FileMode.CreateNew, FileAccess.ReadWrite);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var sealing = await EnvelopeSealer.SealAsync(TestEnvelopes.MessageHeader, new LargeMessage(PayloadBytes), TestEnvelopes.MessageKeys, file, CancellationToken.None);
        Assert.True(sealing.IsOk, sealing.Fault?.Detail);
        file.Position = 0;
        var verified = await EnvelopeOpener.VerifyAsync(file, CancellationToken.None);
        Assert.True(verified.IsOk, verified.Fault?.Detail);
        file.Position = 0;
        var opened = await EnvelopeOpener.DecryptAsync(verified.Value, file, TestKeys.OfReceiver, Stream.Null, CancellationToken.None);
        Assert.True(opened.IsOk, opened.Fault?.Detail);
        Assert.True(opened.Value.Length >= PayloadBytes);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, MostAllocated);
    }

    /// <summary>A message with so much text, made as it is read.</summary>
    private sealed class LargeMessage(long length) : MemoryStream
    {
        private static readonly byte[] s_start = Encoding.UTF8.GetBytes(TestEnvelopes.Message[..TestEnvelopes.Message.IndexOf("Hej", StringComparison.Ordinal)]);
        private static readonly byte[] s_end = Encoding.UTF8.GetBytes("</m:message></m:messagePayload>");
        private long _position;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var span = buffer.Span;
            if (_position < s_start.Length)
            {
                s_start.CopyTo(span);
                _position = s_start.Length;
                return ValueTask.FromResult(s_start.Length);
            }

            if (_position < length)
            {
                span.Fill((byte)'A');
                _position += span.Length;
                return ValueTask.FromResult(span.Length);
            }

            if (_position == long.MaxValue)
            {
                return ValueTask.FromResult(0);
            }

            s_end.CopyTo(span);
            _position = long.MaxValue;
            return ValueTask.FromResult(s_end.Length);
        }
    }
}
