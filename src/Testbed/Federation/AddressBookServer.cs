using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using SdkNode.Envelope.Identifiers;

namespace SdkNode.Testbed.Federation;

/// <summary>
/// The federation's address book on a free port of the loopback (DIR-7): JSON:API, read only, paged. It lists every publication that
/// has a name, and what is set here.
/// </summary>
public sealed class AddressBookServer : IAsyncDisposable
{
    private const string PageKey = "page[number]";

    private readonly WebApplication _app;
    private readonly AddressBookEntries _entries;
    private int _requests;

    private AddressBookServer(PublicationRegister register)
    {
        _entries = new AddressBookEntries(register);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>The base URL, below which the three resources are.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Entries on a page.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>Whether next links are relative.</summary>
    public bool RelativeLinks { get; set; }

    /// <summary>A fault switched on, for tests.</summary>
    public BookFault Fault { get; set; }

    /// <summary>How many questions have come.</summary>
    public int Requests => Volatile.Read(ref _requests);

    internal static async Task<AddressBookServer> StartAsync(PublicationRegister register, CancellationToken cancellationToken)
    {
        var server = new AddressBookServer(register);
        await server._app.StartAsync(cancellationToken);
        server.Address = new Uri(server._app.Urls.Single() + "/addressbook/api/");
        return server;
    }

    /// <summary>Lists an organisation, instead of what was set or published of it before.</summary>
    public void Set(BookOrganization organization) => _entries.Set(organization);

    /// <summary>Takes back what was set of an organisation; false when nothing was.</summary>
    public bool Remove(ParticipantIdentifier participant)
    {
        ArgumentNullException.ThrowIfNull(participant);
        return _entries.Remove(participant.Normalized);
    }

    /// <summary>Adds an entry as it is, whatever it is, at the end of a resource.</summary>
    public void Add(string resource, string json) => _entries.Add(resource, json);

    /// <summary>Stops the server and frees its port.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var now = new CancellationTokenSource())
        {
            // No waiting for clients that keep their connections open.
            await now.CancelAsync();
            await _app.StopAsync(now.Token);
        }

        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        var resource = context.Request.Path.StartsWithSegments(Address.AbsolutePath.TrimEnd('/'), out var rest) ? rest.Value!.Trim('/') : "";
        switch (Fault)
        {
            case BookFault.Down:
                context.Abort();
                break;
            case BookFault.Mute:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case BookFault.InternalError:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case BookFault.Forbidden:
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                break;
            case BookFault.HttpRedirect:
                context.Response.Redirect("http://other-book.example/");
                break;
            default:
                await WriteAsync(context, Page(resource, context.Request));
                break;
        }
    }

    private string? Page(string resource, HttpRequest request) => Fault switch
    {
        BookFault.NotJson => "<!DOCTYPE html><html><body>Log in</body></html>",
        BookFault.NotJsonApi => """{"errors":[{"title":"Try later"}]}""",
        BookFault.Oversized => $$$"""{"data":[],"meta":{"padding":"{{{new string('a', 33 * 1024 * 1024)}}}"}}""",
        _ => _entries.Find(resource) is { } entries ? Page(resource, Fault == BookFault.Empty ? [] : entries, Number(request)) : null,
    };

    private string Page(string resource, IReadOnlyList<string> entries, int number)
    {
        var here = new Uri(Address, resource).AbsoluteUri;
        var hasMore = number * PageSize < entries.Count;
        var next = Fault switch
        {
            BookFault.LoopingNext => $"\"{here}\"",
            BookFault.ForeignNext => $"\"http://other-book.example/{resource}?{PageKey}=2\"",
            _ when !hasMore && Fault != BookFault.EndlessNext => "null",
            _ => $"\"{(RelativeLinks ? "" : here)}?{PageKey}={number + 1}\"",
        };
        var data = string.Join(",", entries.Skip((number - 1) * PageSize).Take(PageSize));
        return $$"""{"links":{"self":"{{here}}?{{PageKey}}={{number}}","next":{{next}}},"meta":{"total":{{entries.Count}}},"data":[{{data}}]}""";
    }

    private static int Number(HttpRequest request) =>
        int.TryParse(request.Query[PageKey], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1;

    private async Task WriteAsync(HttpContext context, string? document)
    {
        if (document is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var octets = Encoding.UTF8.GetBytes(document);
        context.Response.ContentType = Fault == BookFault.NotJson ? "text/html" : "application/vnd.api+json";
        context.Response.ContentLength = octets.Length;
        if (Fault == BookFault.BrokenOff)
        {
            await context.Response.Body.WriteAsync(octets.AsMemory(0, octets.Length / 2), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(octets, context.RequestAborted);
    }
}
