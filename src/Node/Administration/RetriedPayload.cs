using System.IO.Pipelines;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Api.Json;
using SdkNode.Node.Api.Uploads;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Administration;

/// <summary>The payload of a message that is sent anew: the same content under a new id.</summary>
internal sealed class RetriedPayload(ContentStore content, Guid payload, TimeProvider clock)
{
    // What was once accepted is read again whatever the limits are today; intake keeps today's.
    private static readonly MessageLimits s_limits = MessageLimits.Outgoing with { MaxBytes = long.MaxValue };

    /// <summary>Writes the payload as it is: its id is in the envelope only (MSG-14).</summary>
    public async Task CopyAsync(Stream output, CancellationToken cancellationToken)
    {
        await using var stored = content.OpenRead(payload);
        await stored.CopyToAsync(output, cancellationToken);
    }

    /// <summary>
    /// Writes an SDK message with a new messageId and time and all else as it was, the conversation too (API-3). The files go from
    /// the reader to the writer through a pipe and are never held whole.
    /// </summary>
    /// <exception cref="ContentUnusableException">The stored content is no message any more.</exception>
    public async Task WriteRenamedAsync(Stream output, CancellationToken cancellationToken)
    {
        var message = await ReadAsync(openFile: null, cancellationToken);
        var renamed = message with { MessageId = MessageId.New(), CreationDateTime = clock.GetUtcNow() };
        var pipe = new Pipe();
        await using var files = new StagedFiles(
            pipe.Reader.AsStream(), [.. message.Documents.SelectMany(document => document.Files).OrderBy(file => file.Number).Select(file => new FileSpan(file.Length, IsBase64: false))]);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = PourAsync(pipe.Writer, stop.Token);
        try
        {
            await SdkMessageWriter.WriteAsync(renamed, (file, _) => ValueTask.FromResult(files.Next(file.Number)), output, cancellationToken);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            await reading;
        }
    }

    // A fault goes through the pipe to the writer, which then ends with it.
    private async Task PourAsync(PipeWriter pipe, CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync((_, _) => ValueTask.FromResult(pipe.AsStream(leaveOpen: true)), cancellationToken);
            await pipe.CompleteAsync();
        }
        catch (Exception e)
        {
            await pipe.CompleteAsync(e);
        }
    }

    private async Task<SdkMessage> ReadAsync(FileOpener? openFile, CancellationToken cancellationToken)
    {
        await using var stored = content.OpenRead(payload);
        var reading = await SdkMessageReader.ReadAsync(stored, s_limits, openFile, cancellationToken);
        return reading.Message ?? throw new ContentUnusableException(payload, "is no SDK message any more");
    }
}
