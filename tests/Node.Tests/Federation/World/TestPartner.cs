using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SdkNode.As4.Receiving;
using SdkNode.Node.Demo;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>
/// A partner that a test drives by hand: an access point that takes and acknowledges what nodes send it and never answers by
/// itself, with keys of its own to make whatever a test wants to send.
/// </summary>
internal sealed class TestPartner : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly As4Receiver _receiver;
    private int _requests;

    private TestPartner(DemoParty party, DemoKeys keys, WebApplication app, As4Receiver receiver)
    {
        (Party, Keys, _app, _receiver) = (party, keys, app, receiver);
        Courier = new PartnerCourier(keys);
    }

    public DemoParty Party { get; }

    public DemoKeys Keys { get; }

    public PartnerInbox Inbox { get; } = new();

    /// <summary>Sends what the test makes.</summary>
    public PartnerCourier Courier { get; }

    public Uri Address { get; private set; } = null!;

    /// <summary>How many requests have begun.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Waited for before a request is answered, by its number, from 1: a partner that takes its time.</summary>
    public Func<int, Task> BeforeAnswer { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Changes the answer to a request by its number, from 1; null cuts the connection instead.</summary>
    public Func<int, As4HttpResponse, As4HttpResponse?> OnAnswer { get; set; } = static (_, answer) => answer;

    public static async Task<TestPartner> StartAsync(DemoParty party, DevelopmentPki pki, CancellationToken cancellationToken)
    {
        var keys = await DemoKeys.IssueAsync(pki, party, cancellationToken);
        var trust = new TrustPolicy { Purpose = "access points", Anchors = [pki.Ap.Root], Issuers = [pki.Ap.Issuing], Revocation = RevocationPolicy.Off, Use = CertificateUse.Signing };
        var certificates = new CertificateVerifier(new RevocationChecker(new HttpClient(), TimeProvider.System), TimeProvider.System);
        var options = new As4ReceiverOptions { OwnPartyId = party.PartyId, Signing = keys.AccessPoint, Decryption = [keys.AccessPoint], ApTrust = trust };
        var partner = new TestPartner(party, keys, Build(keys), new As4Receiver(options, certificates, TimeProvider.System));
        partner._app.Run(partner.ServeAsync);
        await partner._app.StartAsync(cancellationToken);
        partner.Address = new Uri(partner._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return partner;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Courier.Dispose();
        Keys.Dispose();
    }

    private static WebApplication Build(DemoKeys keys)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = keys.Tls.Certificate;
            https.ServerCertificateChain = [.. keys.Tls.Chain];
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = static (_, _, _) => true;
        })));
        return builder.Build();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var number = Interlocked.Increment(ref _requests);
        var request = new As4HttpRequest(context.Request.ContentType, context.Request.ContentLength, context.Request.Body, context.Connection.ClientCertificate, null);
        var received = await _receiver.ReceiveAsync(request, Inbox.Begin(), context.RequestAborted);
        await BeforeAnswer(number).WaitAsync(context.RequestAborted);
        if (OnAnswer(number, received) is not { } answer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }
}
