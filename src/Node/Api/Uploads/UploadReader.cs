using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using SdkNode.Node.Api.Json;
using SdkNode.Node.Api.Problems;
using SdkNode.Node.Health;
using SdkNode.Node.Store.Content;
using SdkNode.Security;
using SdkNode.Security.Encryption;

namespace SdkNode.Node.Api.Uploads;

/// <summary>Receives a message's JSON with flat memory: takes the files out while it arrives, refuses what is too large while it arrives (MSG-13).</summary>
internal sealed class UploadReader(ContentStore content, StorageWatch storage)
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Header parts and texts; a message holds no more text than this.</summary>
    private const int MaxSkeletonBytes = 6 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Reads the body of a request.</summary>
    /// <param name="body">The JSON.</param>
    /// <param name="announced">The body's length where the request says it.</param>
    /// <param name="maxMessageBytes">The largest message as XML, octets.</param>
    /// <param name="cancellationToken">Cancels; nothing stays behind.</param>
    public async Task<Result<Upload, ApiProblem>> ReadAsync(Stream body, long? announced, long maxMessageBytes, CancellationToken cancellationToken)
    {
        if (announced > MaxBodyBytes(maxMessageBytes))
        {
            return ApiProblem.TooLarge(maxMessageBytes);
        }

        if (storage.Refusal(announced ?? 0) is { } full)
        {
            return ApiProblem.Unavailable(full.ForClients);
        }

        var files = new ArrayBufferWriter<byte>();
        var splitter = new ContentSplitter(files, MaxSkeletonBytes);
        await using var staging = new Staging(content);
        if (await ReceiveAsync(body, splitter, files, staging, maxMessageBytes, cancellationToken) is { } problem)
        {
            return problem;
        }

        if (!Utf8.IsValid(splitter.Skeleton.Span))
        {
            return ApiProblem.BadRequest(ApiIssue.Form("", "The body is not UTF-8."));
        }

        try
        {
            var skeleton = JsonDocument.Parse(splitter.Skeleton, Strict);
            return new Upload(skeleton, splitter.Mark, splitter.Files, splitter.Skeleton.Length + Base64Streams.EncodedLength(splitter.FileBytes), await staging.CompleteAsync(cancellationToken), content);
        }
        catch (InvalidOperationException)
        {
            // What the platform throws for such a name while it looks for names that stand twice.
            return ApiProblem.BadRequest(ApiIssue.Form("", "The name of an attribute holds half a character."));
        }
        catch (JsonException e)
        {
            return ApiProblem.BadRequest(ApiIssue.Form($"line {e.LineNumber + 1}", $"The body is no JSON: {FirstSentence(e.Message)}"));
        }
    }

    private static async Task<ApiProblem?> ReceiveAsync(
        Stream body, ContentSplitter splitter, ArrayBufferWriter<byte> files, Staging staging, long maxMessageBytes, CancellationToken cancellationToken)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            int count;
            long received = 0;
            while ((count = await body.ReadAsync(chunk.AsMemory(0, ChunkBytes), cancellationToken)) > 0)
            {
                received += count;
                splitter.Write(chunk.AsSpan(0, count));
                if (received > MaxBodyBytes(maxMessageBytes) || splitter.IsTooLarge || Base64Streams.EncodedLength(splitter.FileBytes) > maxMessageBytes)
                {
                    return ApiProblem.TooLarge(maxMessageBytes);
                }

                if (splitter.IsTooDeep)
                {
                    return ApiProblem.BadRequest(ApiIssue.Form("", "Objects and arrays are nested deeper than any message has them."));
                }

                await staging.WriteAsync(files.WrittenMemory, cancellationToken);
                files.ResetWrittenCount();
            }

            return null;
        }
        finally
        {
            // The chunk held content.
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
        }
    }

    // What gives no octets counts too: white space in Base64, and what follows a fault in it.
    private static long MaxBodyBytes(long maxMessageBytes) => maxMessageBytes + MaxSkeletonBytes;

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..(end + 1)];
    }

    // Made at the first octet: a message without files writes no file.
    private sealed class Staging(ContentStore content) : IAsyncDisposable
    {
        private ContentWriter? _writer;

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
        {
            if (!octets.IsEmpty)
            {
                await (_writer ??= content.Create()).WriteAsync(octets, cancellationToken);
            }
        }

        public async Task<Guid?> CompleteAsync(CancellationToken cancellationToken)
        {
            if (_writer is null)
            {
                return null;
            }

            await _writer.CompleteAsync(cancellationToken);
            return _writer.Id;
        }

        public ValueTask DisposeAsync() => _writer?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
