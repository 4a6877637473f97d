using System.Security.Cryptography;
using System.Text;
using CsCheck;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Tests.Store;

/// <summary>Content at rest: what was written comes back, and nothing else ever does.</summary>
public sealed class ContentFormatTests : IDisposable
{
    private const int Chunk = ContentFormat.ChunkBytes;
    private const int SealedChunk = Chunk + ContentFormat.TagBytes;

    private readonly ContentFolder _folder = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData((2 * Chunk) - 1)]
    [InlineData(2 * Chunk)]
    [InlineData((2 * Chunk) + 1)]
    public async Task Content_of_any_size_comes_back(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        var id = await _folder.WriteAsync(content);
        Assert.Equal(content, await _folder.ReadAsync(id));
        var chunks = Math.Max(1, (length + Chunk - 1) / Chunk);
        Assert.Equal(ContentFormat.HeaderBytes + length + (chunks * ContentFormat.TagBytes), new FileInfo(_folder.PathOf(id)).Length);
    }

    [Fact]
    public void Content_comes_back_however_it_is_written_and_read() =>
        Gen.Select(Gen.Int[0, 3 * Chunk], Gen.Int[1, 100_000].Array[1, 8], Gen.Int[1, 100_000].Array[1, 8], Gen.Bool).Sample(
            (length, writes, reads, asynchronous) =>
            {
                var content = RandomNumberGenerator.GetBytes(length);
                var id = Write(content, writes, asynchronous);
                return Read(id, reads, asynchronous).AsSpan().SequenceEqual(content);
            },
            iter: 60);

    [Theory]
    [InlineData(ContentFormat.HeaderBytes)]
    [InlineData(ContentFormat.HeaderBytes + SealedChunk)]
    [InlineData(ContentFormat.HeaderBytes + (2 * SealedChunk))]
    [InlineData(ContentFormat.HeaderBytes + SealedChunk + 10)]
    [InlineData(ContentFormat.HeaderBytes + SealedChunk + 1000)]
    [InlineData(20)]
    [InlineData(0)]
    public async Task A_file_that_was_cut_off_is_refused(int length)
    {
        var id = await _folder.WriteAsync(new byte[(2 * Chunk) + 500]);
        using (var file = File.OpenWrite(_folder.PathOf(id)))
        {
            file.SetLength(length);
        }

        await Assert.ThrowsAsync<ContentUnusableException>(() => _folder.ReadAsync(id));
    }

    [Fact]
    public async Task Chunks_that_changed_places_are_refused()
    {
        var id = await _folder.WriteAsync(RandomNumberGenerator.GetBytes(3 * Chunk));
        var octets = await File.ReadAllBytesAsync(_folder.PathOf(id), TestContext.Current.CancellationToken);
        var first = octets.AsSpan(ContentFormat.HeaderBytes, SealedChunk).ToArray();
        octets.AsSpan(ContentFormat.HeaderBytes + SealedChunk, SealedChunk).CopyTo(octets.AsSpan(ContentFormat.HeaderBytes));
        first.CopyTo(octets.AsSpan(ContentFormat.HeaderBytes + SealedChunk));
        await ReplaceAsync(id, octets);
        await Assert.ThrowsAsync<ContentUnusableException>(() => _folder.ReadAsync(id));
    }

    [Fact]
    public async Task A_chunk_put_in_twice_is_refused()
    {
        var id = await _folder.WriteAsync(new byte[2 * Chunk]);
        var octets = await File.ReadAllBytesAsync(_folder.PathOf(id), TestContext.Current.CancellationToken);
        await ReplaceAsync(id, [.. octets, .. octets[^SealedChunk..]]);
        await Assert.ThrowsAsync<ContentUnusableException>(() => _folder.ReadAsync(id));
    }

    [Fact]
    public async Task Files_that_changed_places_are_refused()
    {
        var one = await _folder.WriteAsync("one"u8.ToArray());
        var other = await _folder.WriteAsync("two"u8.ToArray());
        File.Copy(_folder.PathOf(one), _folder.PathOf(other), overwrite: true);
        await Assert.ThrowsAsync<ContentUnusableException>(() => _folder.ReadAsync(other));
        Assert.Equal("one"u8.ToArray(), await _folder.ReadAsync(one));
    }

    [Fact]
    public async Task Every_changed_octet_is_noticed()
    {
        var id = await _folder.WriteAsync("a short content"u8.ToArray());
        var octets = await File.ReadAllBytesAsync(_folder.PathOf(id), TestContext.Current.CancellationToken);
        for (var i = 0; i < octets.Length; i++)
        {
            var changed = octets.ToArray();
            changed[i] ^= 0x40;
            await ReplaceAsync(id, changed);
            await Assert.ThrowsAsync<ContentUnusableException>(() => _folder.ReadAsync(id));
        }
    }

    [Fact]
    public async Task The_key_of_another_node_opens_nothing()
    {
        var id = await _folder.WriteAsync("content"u8.ToArray());
        using var other = new ContentFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(other.PathOf(id))!);
        File.Copy(_folder.PathOf(id), other.PathOf(id));
        var fault = await Assert.ThrowsAsync<ContentUnusableException>(() => other.ReadAsync(id));
        Assert.Contains("node key", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_readable_is_on_disk_while_it_is_written_or_after()
    {
        var secret = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Personnummer 19121212-1212. ", 5000)));
        await using (var writer = _folder.Store.Create())
        {
            await writer.WriteAsync(secret, TestContext.Current.CancellationToken);
            await AssertNothingReadableAsync();
            await writer.CompleteAsync(TestContext.Current.CancellationToken);
        }

        await AssertNothingReadableAsync();
    }

    [Fact]
    public async Task A_draft_that_is_not_completed_leaves_nothing()
    {
        await using (var writer = _folder.Store.Create())
        {
            await writer.WriteAsync(new byte[Chunk * 2], TestContext.Current.CancellationToken);
            Assert.False(File.Exists(_folder.PathOf(writer.Id)));
        }

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.FullName, "staging")));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.FullName, "content"), "*", SearchOption.AllDirectories));
    }

    public void Dispose() => _folder.Dispose();

    // The program takes no notice of the lock that .NET holds while it writes.
    private async Task AssertNothingReadableAsync()
    {
        foreach (var file in Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories).Where(file => file != _folder.KeyPath))
        {
            var octets = (await ExternalProgram.RunAsync("cat", [file])).Output;
            Assert.NotEmpty(octets);
            Assert.Equal(-1, octets.AsSpan().IndexOf("Personnummer"u8));
        }
    }

    private Task ReplaceAsync(Guid id, byte[] octets) => File.WriteAllBytesAsync(_folder.PathOf(id), octets, TestContext.Current.CancellationToken);

    private Guid Write(byte[] content, int[] sizes, bool asynchronous)
    {
        using var writer = _folder.Store.Create();
        for (int at = 0, i = 0; at < content.Length; i++)
        {
            var count = Math.Min(sizes[i % sizes.Length], content.Length - at);
            if (asynchronous)
            {
                writer.WriteAsync(content.AsMemory(at, count)).AsTask().GetAwaiter().GetResult();
            }
            else
            {
                writer.Write(content.AsSpan(at, count));
            }

            at += count;
        }

        writer.CompleteAsync(CancellationToken.None).GetAwaiter().GetResult();
        return writer.Id;
    }

    private byte[] Read(Guid id, int[] sizes, bool asynchronous)
    {
        using var reader = _folder.Store.OpenRead(id);
        using var all = new MemoryStream();
        for (var i = 0; ; i++)
        {
            var buffer = new byte[sizes[i % sizes.Length]];
            var count = asynchronous ? reader.ReadAsync(buffer).AsTask().GetAwaiter().GetResult() : reader.Read(buffer);
            if (count == 0)
            {
                return all.ToArray();
            }

            all.Write(buffer, 0, count);
        }
    }
}
