using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using SdkNode.Node.Api.Json;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Api.Uploads;

/// <summary>Runs alone: what it measures is allocated by the whole process.</summary>
[CollectionDefinition(nameof(FlatMemoryTests), DisableParallelization = true)]
[Collection(nameof(FlatMemoryTests))]
public sealed class FlatMemoryTests(FederationFixture federation)
{
    // 22 MB, which are 29.4 MB of Base64: the message has nearly the 30,000,000 octets that it may have.
    private const int Blocks = 448;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [Rule("MSG-13.1")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Thirty_megabytes_go_from_client_to_client_in_flat_memory(bool chunked)
    {
        var world = await federation.WorldAsync();
        using var sender = await ApiClient.ConnectAsync(world.A);
        using var receiver = await ApiClient.ConnectAsync(world.B);

        // What the first message makes, such as compiled code and pooled buffers, is no part of it.
        await receiver.WaitForAsync(await sender.SendAsync(ApiMessages.Make(world.A.Party, world.B.Party)), "NEW");

        using var message = new GeneratedMessage(ApiMessages.Make(world.A.Party, world.B.Party), Blocks);
        var digest = message.FileDigest();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sdk/messages") { Content = message };
        request.Headers.TransferEncodingChunked = chunked;
        using var posted = await sender.Http.SendAsync(request, Cancelled);
        Assert.True(posted.StatusCode == HttpStatusCode.Created, await posted.Content.ReadAsStringAsync(Cancelled));
        var upload = GC.GetTotalAllocatedBytes(precise: true) - before;

        var id = posted.Headers.Location!.ToString().Split('/')[^1];
        await Poll.WaitForAsync("the message", async () => (await receiver.GetAsync($"/v1/sdk/messages?filter[conversationId]={id}&filter[messageStatus]=NEW")).GetProperty("data").GetArrayLength() == 1);
        await Poll.WaitForAsync("its receipt", async () => (await sender.GetAsync($"/v1/sdk/messages?filter[conversationId]={id}&filter[messageStatus]=ACCEPTED")).GetProperty("data").GetArrayLength() == 1);

        before = GC.GetTotalAllocatedBytes(precise: true);
        var (length, arrived) = await DownloadAsync(receiver, id);
        var download = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Equal((message.FileBytes, Convert.ToHexString(digest)), (length, Convert.ToHexString(arrived)));
        TestContext.Current.TestOutputHelper?.WriteLine($"upload {upload:N0}, download {download:N0}");
        Assert.InRange(upload, 0, 12_000_000);
        Assert.InRange(download, 0, 12_000_000);
    }

    private static async Task<(long Length, byte[] Digest)> DownloadAsync(ApiClient client, string id)
    {
        using var answer = await client.Http.GetAsync($"/v1/sdk/messages/{id}", HttpCompletionOption.ResponseHeadersRead, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var octets = new ArrayBufferWriter<byte>(128 * 1024);
        var splitter = new ContentSplitter(octets, 100_000);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancelled);
        var chunk = new byte[64 * 1024];
        int count;
        while ((count = await body.ReadAsync(chunk, Cancelled)) > 0)
        {
            splitter.Write(chunk.AsSpan(0, count));
            digest.AppendData(octets.WrittenSpan);
            octets.ResetWrittenCount();
        }

        Assert.True(Assert.Single(splitter.Files).IsBase64);
        return (splitter.FileBytes, digest.GetHashAndReset());
    }
}
