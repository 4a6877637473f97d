using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using SdkNode.Envelope.Identifiers;
using SdkNode.Testbed.Federation;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Demo;

/// <summary>
/// What the federation's operator and the issuers of certificates do, as two calls on a loopback port of the testbed: a certificate for a
/// request, and a registration in the directory. It asks nobody who they are: it is for trying the way only.
/// </summary>
internal sealed class OperatorPortal : IAsyncDisposable
{
    private const int MaxRequestBytes = 100_000;

    private readonly DemoServices _services;
    private readonly WebApplication _app;
    private readonly Dictionary<string, X509Certificate2> _issued = [];
    private readonly Lock _lock = new();

    private OperatorPortal(DemoServices services)
    {
        _services = services;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
        });
        _app = builder.Build();
        _app.MapPost("/issue/{purpose}", IssueAsync);
        _app.MapPost("/register", Register);
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts it.</summary>
    public static async Task<OperatorPortal> StartAsync(DemoServices services, CancellationToken cancellationToken)
    {
        var portal = new OperatorPortal(services);
        await portal._app.StartAsync(cancellationToken);
        portal.Address = new Uri(portal._app.Urls.Single());
        return portal;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> IssueAsync(string purpose, HttpRequest request, CancellationToken cancellationToken)
    {
        var authority = purpose switch { "ap" => _services.Pki.Ap, "tls" => _services.Pki.Tls, "o2o" => _services.Pki.O2O, _ => null };
        if (authority is null)
        {
            return Results.Text("Certificates are issued for ap, tls and o2o.\n", statusCode: StatusCodes.Status404NotFound);
        }

        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(cancellationToken);
        X509Certificate2 certificate;
        try
        {
            var found = PemEncoding.Find(text);
            certificate = authority.Answer(Convert.FromBase64String(text[found.Base64Data]), new IssueOptions { DnsNames = purpose == "tls" ? ["localhost", "127.0.0.1"] : [] });
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FormatException)
        {
            return Results.Text($"That is no request for a certificate: {e.Message}\n", statusCode: StatusCodes.Status400BadRequest);
        }

        lock (_lock)
        {
            _issued[purpose] = certificate;
        }

        return Results.Text(certificate.ExportCertificatePem() + "\n");
    }

    // Of the certificates that were issued last, as one registers what one has just ordered.
    private IResult Register(string participant, string endpoint, string function, string? name)
    {
        if (!ParticipantIdentifier.Parse(participant).TryGet(out var id, out var fault))
        {
            return Results.Text($"{fault.Detail}\n", statusCode: StatusCodes.Status400BadRequest);
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
        {
            return Results.Text("The endpoint is an https address, such as https://localhost:8443/as4.\n", statusCode: StatusCodes.Status400BadRequest);
        }

        X509Certificate2? accessPoint, organisation;
        lock (_lock)
        {
            (accessPoint, organisation) = (_issued.GetValueOrDefault("ap"), _issued.GetValueOrDefault("o2o"));
        }

        if (accessPoint is null || organisation is null)
        {
            return Results.Text("Order the certificates for ap and o2o first: /issue/ap, /issue/o2o.\n", statusCode: StatusCodes.Status409Conflict);
        }

        _services.Federation.Publish(new ParticipantPublication
        {
            Participant = id,
            Documents = [.. new[] { DocumentTypeIdentifier.SdkMessageBaseCode, DocumentTypeIdentifier.MessageReceiptBaseCode }.Select(type => new DocumentTypeIdentifier(type, TransportModel.BaseSigEnc))],
            Endpoint = address,
            AccessPoint = accessPoint,
            Signing = [organisation],
            Encryption = [organisation],
            Name = name ?? id.Value,
            Functions = [new BookFunction(function, function)],
        });
        return Results.Text($"{id.Value} is registered: {address}, access point {accessPoint.GetNameInfo(X509NameType.SimpleName, forIssuer: false)}.\n");
    }
}
