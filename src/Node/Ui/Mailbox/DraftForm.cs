using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using SdkNode.Node.Health;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Ui.Mailbox;

/// <summary>A form that was posted with files: the fields, and the files, which are in the content store already.</summary>
/// <param name="Fields">The fields.</param>
/// <param name="Files">The files; whoever does not keep one deletes its content.</param>
/// <param name="TooLarge">Whether there was more than a message may hold: then no file is kept.</param>
/// <param name="HasNoRoom">Whether the store has no room for the files: then none is kept either.</param>
internal sealed record PostedDraft(FormCollection Fields, IReadOnlyList<Mailboxes.DraftFile> Files, bool TooLarge, bool HasNoRoom);

/// <summary>
/// Reads the form of a draft while it arrives: files go encrypted into the content store at once. The framework would put them in clear
/// into a folder for temporary files.
/// </summary>
internal sealed class DraftForm(ContentStore content, StorageWatch storage, IAntiforgery antiforgery)
{
    private const int MostFields = 50;
    private const int MostCharacters = 400_000;
    private const int MostBoundary = 100;
    private const long MostDrained = 500_000_000;

    /// <summary>Reads it; null when it is no such form, or not one that this site made for this person.</summary>
    /// <param name="context">The request.</param>
    /// <param name="mostFileBytes">How many octets all files may have.</param>
    public async Task<PostedDraft?> ReadAsync(HttpContext context, long mostFileBytes)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= MostBoundary } boundary)
        {
            return null;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // Counted here: what the server itself cuts off reaches a browser as a broken connection.
            limit.MaxRequestBodySize = null;
        }

        var reading = new Reading(new MultipartReader(boundary, context.Request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 16 * 1024 });
        var kept = false;
        try
        {
            var state = await ReadAsync(context, reading, mostFileBytes);
            kept = state == ReadingState.Good;
            return state == ReadingState.Bad ? null : new PostedDraft(new FormCollection(reading.Fields), kept ? reading.Files : [], state == ReadingState.TooLarge, state == ReadingState.NoRoom);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
        finally
        {
            if (!kept)
            {
                reading.Files.ForEach(file => content.Delete(file.Content));
            }
        }
    }

    private async Task<ReadingState> ReadAsync(HttpContext context, Reading reading, long mostFileBytes)
    {
        var proven = false;
        while (await reading.Sections.ReadNextSectionAsync(context.RequestAborted) is { } section)
        {
            if (section.GetContentDispositionHeader() is not { } disposition)
            {
                return ReadingState.Bad;
            }

            if (!disposition.IsFileDisposition())
            {
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
                if (reading.Fields.Count >= MostFields || await ReadFieldAsync(section, MostCharacters - reading.Characters, context.RequestAborted) is not { } value || !reading.Fields.TryAdd(name, value))
                {
                    return ReadingState.Bad;
                }

                reading.Characters += value.Length;
                continue;
            }

            // The token stands before the files: nothing is stored for a form of another site, nor where there is no room for all of this one.
            if (!proven)
            {
                if (!(proven = await IsOursAsync(context, reading.Fields)))
                {
                    return ReadingState.Bad;
                }

                if (storage.Refusal(context.Request.ContentLength ?? 0) is not null)
                {
                    await DrainAsync(context.Request.Body, context.RequestAborted);
                    return ReadingState.NoRoom;
                }
            }

            if (await StoreAsync(section, disposition, mostFileBytes - reading.Files.Sum(file => file.Bytes), context.RequestAborted) is not { } file)
            {
                await DrainAsync(context.Request.Body, context.RequestAborted);
                return ReadingState.TooLarge;
            }

            Keep(reading, file);
        }

        return proven || await IsOursAsync(context, reading.Fields) ? ReadingState.Good : ReadingState.Bad;
    }

    // A browser reads the answer only when it has sent all of it; somebody who sends without end is cut off.
    private static async Task DrainAsync(Stream body, CancellationToken cancellationToken)
    {
        var chunk = new byte[64 * 1024];
        int count;
        for (long drained = 0; drained < MostDrained && (count = await body.ReadAsync(chunk, cancellationToken)) > 0; drained += count)
        {
            // Nobody wants it.
        }
    }

    // A field for files in which none was chosen sends an empty one.
    private void Keep(Reading reading, Mailboxes.DraftFile file)
    {
        if (file.Bytes > 0)
        {
            reading.Files.Add(file);
        }
        else
        {
            content.Delete(file.Content);
        }
    }

    private async Task<bool> IsOursAsync(HttpContext context, Dictionary<string, StringValues> fields)
    {
        context.Features.Set<IFormFeature>(new FormFeature(new FormCollection(fields)));
        return await antiforgery.IsRequestValidAsync(context);
    }

    private static async Task<string?> ReadFieldAsync(MultipartSection section, int most, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(section.Body, System.Text.Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        var text = new System.Text.StringBuilder();
        var chunk = new char[4096];
        int count;
        while ((count = await reader.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (text.Append(chunk, 0, count).Length > most)
            {
                return null;
            }
        }

        return text.ToString();
    }

    private async Task<Mailboxes.DraftFile?> StoreAsync(MultipartSection section, ContentDispositionHeaderValue disposition, long most, CancellationToken cancellationToken)
    {
        await using var writer = content.Create();
        var chunk = new byte[64 * 1024];
        long length = 0;
        int count;
        while ((count = await section.Body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            length += count;
            if (length > most)
            {
                return null;
            }

            await writer.WriteAsync(chunk.AsMemory(0, count), cancellationToken);
        }

        await writer.CompleteAsync(cancellationToken);
        var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value ?? "";
        return new Mailboxes.DraftFile(writer.Id, new Adapters.FileDrop.SafeFileNames().Take(name, 0), section.ContentType?.Split(';')[0] is { Length: > 0 and < 100 } type ? type : "application/octet-stream", length);
    }

    private enum ReadingState
    {
        Good,
        TooLarge,
        NoRoom,
        Bad,
    }

    private sealed record Reading(MultipartReader Sections)
    {
        public Dictionary<string, StringValues> Fields { get; } = new(StringComparer.Ordinal);

        public List<Mailboxes.DraftFile> Files { get; } = [];

        public int Characters { get; set; }
    }
}
