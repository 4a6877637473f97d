using System.Security.Cryptography;
using SdkNode.As4.Receiving;
using SdkNode.As4.Sending;
using SdkNode.As4.Tests.Support;

namespace SdkNode.As4.Tests.Hostile;

/// <summary>Runs alone: what it measures is allocated by the whole process.</summary>
[CollectionDefinition(nameof(FlatMemoryTests), DisableParallelization = true)]
[Collection(nameof(FlatMemoryTests))]
public sealed class FlatMemoryTests(AccessPoints parties)
{
    private readonly RecordingConsumer _consumer = new();

    private MessageForge Forge => field ??= new MessageForge(parties).WithPayload();

    [Fact]
    [Rule("AS4-1.4", Refuses = true)]
    [Rule("AS4-8.1", Refuses = true)]
    public async Task Ten_thousand_tiny_parts_a_megabyte_of_headers_and_a_huge_soap_part_are_refused_in_flat_memory()
    {
        var tiny = Forge.Forge();
        tiny.Parts.AddRange(Enumerable.Repeat(new WirePart("Content-ID: <x>", [1]), 10_000));
        var wide = Forge.Forge();
        wide.Parts[1] = wide.Parts[1] with { Headers = wide.Parts[1].Headers + "\nX-Filler: " + new string('x', 1024 * 1024) };
        var soap = Forge.Forge();
        soap.Parts[0] = soap.Parts[0] with { Content = new byte[8 * 1024 * 1024] };

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var (first, second) = (new RecordingConsumer(), new RecordingConsumer());
        var requests = (Tiny: tiny.ToRequest(), Wide: wide.ToRequest(), Soap: soap.ToRequest());
        var made = GC.GetTotalAllocatedBytes(precise: true) - before;
        await first.RefusedAsync(await ReceiveAsync(requests.Tiny, first), "EBMS:0007", "AS4-2");
        await second.RefusedAsync(await ReceiveAsync(requests.Wide, second), "EBMS:0007", "AS4-1");
        _consumer.TurnedAway(await ReceiveAsync(requests.Soap), 413, "AS4-8");
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before - made, 0, 12 * 1024 * 1024);
    }

    [Fact]
    [Rule("AS4-3.6", Refuses = true)]
    public async Task A_gzip_bomb_is_refused_by_its_ratio_in_flat_memory()
    {
        var request = new MessageForge(parties).WithGzip(new byte[100 * 1024 * 1024]).Forge().ToRequest();
        _consumer.OnStaging = (_, _) => Stream.Null;

        var before = GC.GetTotalAllocatedBytes(precise: true);
        await _consumer.RefusedAsync(await ReceiveAsync(request), "EBMS:0303", "AS4-3");
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 8 * 1024 * 1024);
    }

    [Fact]
    [Rule("AS4-8.1")]
    public async Task A_hundred_megabytes_pass_in_flat_memory()
    {
        const long Size = 100_000_000;
        await using var b = await LoopbackAccessPoint.StartAsync(parties.Receiver());
        b.Captures = false;
        b.Consumer.OnStaging = (_, _) => new CountingStream();
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        var sender = new As4Sender(http, TimeProvider.System);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = RandomNumberGenerator.GetBytes(1_000_000);
        for (var i = 0; i < 100; i++)
        {
            sha.AppendData(block);
        }

        var payload = new As4Payload
        {
            Open = _ => ValueTask.FromResult<Stream>(new RepeatingStream(block, Size)),
            Length = Size,
            Sha256 = sha.GetHashAndReset(),
            Compressed = false,
        };

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var outcome = await sender.SendAsync(parties.Transmission(b.Endpoint, payload), TestContext.Current.CancellationToken);

        Assert.IsType<As4Acknowledged>(outcome);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 40_000_000);
    }

    private Task<As4HttpResponse> ReceiveAsync(As4HttpRequest request, RecordingConsumer? consumer = null) =>
        parties.Receiver().ReceiveAsync(request, consumer ?? _consumer, TestContext.Current.CancellationToken);

    private sealed class RepeatingStream(byte[] block, long length) : MemoryStream
    {
        private long _given;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var offset = (int)(_given % block.Length);
            var count = (int)Math.Min(Math.Min(buffer.Length, block.Length - offset), length - _given);
            block.AsMemory(offset, count).CopyTo(buffer);
            _given += count;
            return ValueTask.FromResult(count);
        }
    }

    private sealed class CountingStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
