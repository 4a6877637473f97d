using System.Security.Cryptography;
using System.Text.Json;
using SdkNode.Adapters.Contract;
using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Adapters.Tests.Contract;

/// <summary>Runs alone: what it measures is allocated by the whole process.</summary>
[CollectionDefinition(nameof(FlatMemoryTests), DisableParallelization = true)]
[Collection(nameof(FlatMemoryTests))]
public sealed class FlatMemoryTests
{
    [Fact]
    public async Task Thirty_megabytes_become_JSON_in_flat_memory()
    {
        var content = RandomNumberGenerator.GetBytes(11_000_000);
        var xml = await SampleMessages.XmlAsync(SampleMessages.With([new MessageFile(0, "a.bin", "application/octet-stream"), new MessageFile(1, "b.bin", "application/octet-stream")]), content, content);
        Assert.InRange(xml.Length, 29_000_000, 30_000_000);
        var token = TestContext.Current.CancellationToken;
        await using var output = new CountingStream();

        var before = GC.GetTotalAllocatedBytes(precise: true);
        await using (var json = new Utf8JsonWriter(output, ContractWriter.Options))
        {
            var message = await ContractDocuments.ReadAsync(() => new MemoryStream(xml), null, token);
            await ContractDocuments.WriteAsync(json, message, () => new MemoryStream(xml), ContractParts.All, token);
        }

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 6_000_000);
        Assert.InRange(output.Count, 29_000_000, 30_000_000);
    }

    private sealed class CountingStream : AsyncWriteStream
    {
        public long Count { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
