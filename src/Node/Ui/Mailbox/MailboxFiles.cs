using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using SdkNode.Adapters.FileDrop;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Audit;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Ui.SignIn;

namespace SdkNode.Node.Ui.Mailbox;

/// <summary>Serves the files of messages. Only PDF and pictures are shown, by the browser's own viewers and so that no script of theirs can run; everything else is saved.</summary>
internal static class MailboxFiles
{
    /// <summary>How many of a message's first files are shown in its page, where they are pictures: each is read out of the whole message.</summary>
    public const int MostPreviews = 4;

    private static readonly HashSet<string> s_pictures = new(["image/png", "image/jpeg", "image/gif", "image/webp"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file of this type is shown in the page.</summary>
    public static bool IsShown(string type) => IsPicture(type) || IsPdf(type);

    /// <summary>Whether it is a picture.</summary>
    public static bool IsPicture(string type) => s_pictures.Contains(Plain(type));

    /// <summary>Maps the addresses of files.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/m/{key}/message/{id:guid}/file/{number:int}", ServeAsync).RequireAuthorization(Policies.SignedIn);
        endpoints.MapGet("/m/{key}/message/{id:guid}/archive", ArchiveAsync).RequireAuthorization(Policies.SignedIn);
        endpoints.MapGet("/m/{key}/message/{id:guid}/pdf", PdfAsync).RequireAuthorization(Policies.SignedIn);
    }

    private static async Task ServeAsync(HttpContext context, string key, Guid id, int number, bool show = false)
    {
        var services = context.RequestServices;
        if (await FindAsync(context, key, id) is not var (person, _, item, message) || Files(message).FirstOrDefault(file => file.Number == number) is not { } file)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var row = item.Message;
        await LogAsync(services, person, row, message, context.RequestAborted);
        var shown = show && IsShown(file.ContentType);
        var name = new SafeFileNames().Take(file.FileName, file.Number);
        var headers = context.Response.Headers;
        context.Response.ContentType = shown ? Plain(file.ContentType) : "application/octet-stream";
        context.Response.ContentLength = file.Length;

        // Whatever the octets are, no script runs. A browser's own viewers of pictures and PDF do not work in a sandbox.
        headers.ContentSecurityPolicy = shown
            ? "default-src 'none'; object-src 'self'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
            : "sandbox; default-src 'none'; frame-ancestors 'none'";
        var disposition = new ContentDispositionHeaderValue(shown ? "inline" : "attachment");
        disposition.SetHttpFileName(name);
        headers.ContentDisposition = disposition.ToString();
        await services.GetRequiredService<MessageFiles>().WriteAsync(row, number, context.Response.Body, context.RequestAborted);
    }

    private static async Task ArchiveAsync(HttpContext context, string key, Guid id)
    {
        var services = context.RequestServices;
        if (await FindAsync(context, key, id) is not var (person, mailbox, item, message) || !person.MayRegister(mailbox.Name))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var row = item.Message;
        await LogAsync(services, person, row, message, context.RequestAborted);
        if (context.Features.Get<IHttpBodyControlFeature>() is { } body)
        {
            // The platform's zip writes the few octets before and after each entry without waiting.
            body.AllowSynchronousIO = true;
        }

        context.Response.ContentType = "application/zip";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"sdk-{row.XheId}.zip\"";
        await services.GetRequiredService<MessageArchive>().WriteAsync(row, message, context.Response.Body, context.RequestAborted);
    }

    private static async Task PdfAsync(HttpContext context, string key, Guid id)
    {
        var services = context.RequestServices;
        if (await FindAsync(context, key, id) is not var (person, mailbox, item, message) || !person.MayRegister(mailbox.Name))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await LogAsync(services, person, item.Message, message, context.RequestAborted);
        var pdf = await services.GetRequiredService<MessagePdf>().MakeAsync(mailbox, item, message, Words.Language.Of(context), context.RequestAborted);
        context.Response.ContentType = "application/pdf";
        context.Response.ContentLength = pdf.Length;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"sdk-{item.Message.XheId}.pdf\"";
        await context.Response.Body.WriteAsync(pdf, context.RequestAborted);
    }

    private static IEnumerable<MessageFile> Files(SdkMessage message) => message.Documents.SelectMany(document => document.Files);

    private static async Task<(StaffMember Person, OwnMailbox Mailbox, MailboxItem Item, SdkMessage Message)?> FindAsync(HttpContext context, string key, Guid id)
    {
        var services = context.RequestServices;
        var person = services.GetRequiredService<StaffReader>().Read(context.User);
        if (services.GetRequiredService<OwnMailboxes>().Find(person, key) is not { } mailbox
            || await services.GetRequiredService<MailboxList>().FindAsync(mailbox.Name, id, context.RequestAborted) is not { } item
            || await services.GetRequiredService<MessageFiles>().ReadAsync(item.Message, context.RequestAborted) is not { } message)
        {
            return null;
        }

        return (person, mailbox, item, message);
    }

    // Before it is shown: what cannot be logged is not shown.
    private static Task LogAsync(IServiceProvider services, StaffMember person, MessageRow row, SdkMessage message, CancellationToken cancellationToken) =>
        message.Confidentiality ? services.GetRequiredService<AccessLog>().OpenedAsync(row.Environment, row.Participant, person.Actor, row.XheId, cancellationToken) : Task.CompletedTask;

    private static bool IsPdf(string type) => Plain(type).Equals("application/pdf", StringComparison.OrdinalIgnoreCase);

    private static string Plain(string type) => type.Split(';')[0].Trim();
}
