using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using SdkNode.Envelope.Identifiers;
using SdkNode.Security.Certificates;
using SdkNode.Security.Signatures;

namespace SdkNode.Testbed.Federation;

/// <summary>An SMP on a free port of the loopback: ServiceGroup and SignedServiceMetadata of what is published, signed at every request.</summary>
public sealed class SmpServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PublicationRegister _register;
    private readonly Lazy<KeyPair> _stranger;
    private int _requests;

    private SmpServer(PublicationRegister register, KeyPair signer, Func<KeyPair> stranger)
    {
        (_register, Signer) = (register, signer);
        _stranger = new Lazy<KeyPair>(stranger);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>The base URL of its documents.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The key that it signs metadata with.</summary>
    public KeyPair Signer { get; set; }

    /// <summary>Whether its signatures name a canonicalisation beside the enveloped-signature transform (DIR-3); by default not.</summary>
    public EnvelopedForm Form { get; set; } = EnvelopedForm.Bare;

    /// <summary>A fault switched on, for tests.</summary>
    public SmpFault Fault { get; set; }

    /// <summary>How many questions have come.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>The path and query of the last question, as it came.</summary>
    public string? LastTarget { get; private set; }

    internal static async Task<SmpServer> StartAsync(PublicationRegister register, KeyPair signer, Func<KeyPair> stranger, CancellationToken cancellationToken)
    {
        var server = new SmpServer(register, signer, stranger);
        await server._app.StartAsync(cancellationToken);
        server.Address = new Uri(server._app.Urls.Single() + "/smp/");
        return server;
    }

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
        if (_stranger.IsValueCreated)
        {
            _stranger.Value.Dispose();
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);

        // Not read back from LastTarget: another request may have set that meanwhile.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        LastTarget = target;
        switch (Fault)
        {
            case SmpFault.Down:
                context.Abort();
                break;
            case SmpFault.Mute:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case SmpFault.InternalError:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case SmpFault.Forbidden:
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                break;
            case SmpFault.HttpRedirect:
                context.Response.Redirect("http://other-smp.example/");
                break;
            default:
                await WriteAsync(context, await FindAsync(target, context.RequestAborted));
                break;
        }
    }

    private async Task<byte[]?> FindAsync(string target, CancellationToken cancellationToken)
    {
        if (SmpQuestion.Parse(target, Address.AbsolutePath) is not { } question || !_register.TryFind(question.Participant, out var publication))
        {
            return null;
        }

        if (question.DocumentType is not { } document)
        {
            return SmpDocumentWriter.ServiceGroup(publication, Address);
        }

        return publication.Documents.Contains(document) ? await MetadataAsync(publication, document, cancellationToken) : null;
    }

    private async Task<byte[]> MetadataAsync(ParticipantPublication publication, DocumentTypeIdentifier document, CancellationToken cancellationToken)
    {
        var said = Fault switch
        {
            SmpFault.OtherParticipant => publication with { Participant = ParticipantIdentifier.Parse("0203:somebody-else.example").Value! },
            _ => publication,
        };
        var about = Fault == SmpFault.OtherDocumentType ? document with { BaseCode = document.BaseCode + "-other" } : document;
        var unsigned = SmpDocumentWriter.ServiceMetadata(said, about, Fault);
        Task<byte[]> SignAsync(KeyPair key) => EnvelopedSignature.SignAsync(unsigned, key, Form, cancellationToken);
        return Fault switch
        {
            SmpFault.NoSignature => unsigned,
            SmpFault.WebPage => Encoding.UTF8.GetBytes("<!DOCTYPE html><html><body>Log in</body></html>"),
            SmpFault.Oversized => Encoding.UTF8.GetBytes("<a>" + new string('a', 5 * 1024 * 1024) + "</a>"),
            SmpFault.Tampered => Tamper(await SignAsync(Signer), publication.Endpoint),
            SmpFault.SignedByStranger => await SignAsync(_stranger.Value),
            _ => await SignAsync(Signer),
        };
    }

    private static byte[] Tamper(byte[] signed, Uri endpoint) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(signed).Replace(endpoint.AbsoluteUri, "https://evil.example/as4", StringComparison.Ordinal));

    private async Task WriteAsync(HttpContext context, byte[]? document)
    {
        if (document is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "application/xml; charset=utf-8";
        context.Response.ContentLength = document.Length;
        if (Fault == SmpFault.BrokenOff)
        {
            await context.Response.Body.WriteAsync(document.AsMemory(0, document.Length / 2), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(document, context.RequestAborted);
    }
}
