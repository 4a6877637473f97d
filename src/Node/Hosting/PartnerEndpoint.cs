using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;
using SdkNode.As4.Receiving;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Health;
using SdkNode.Node.Inbound;
using SdkNode.Node.Jobs;
using SdkNode.Node.Limits;
using SdkNode.Node.Telemetry;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Hosting;

/// <summary>POST to the AS4 path: hands the request to the environment's receiver and writes its answer.</summary>
internal sealed partial class PartnerEndpoint(InboundTransfers transfers, StorageWatch storage, AlarmList alarms, LimitWatch limits, ILogger<PartnerEndpoint> logger)
{
    private readonly ConcurrentDictionary<EnvironmentRuntime, int> _running = [];

    /// <summary>Serves one request of a partner. Whatever it is, the answer is SOAP or one line of text, never HTML (AS4-5).</summary>
    public async Task ServeAsync(HttpContext context)
    {
        var environment = PartnerListener.EnvironmentOf(context);
        using var trace = NodeMeter.Traces.StartActivity("Receive");
        trace?.SetTag("sdknode.environment", environment.Setup.Name);
        var options = environment.Setup.Options;
        if (context.Request.Path != options.Transport.Path)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"The AS4 endpoint is {options.Transport.Path}.");
            return;
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = "POST";
            await RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "AS4 messages come by POST.");
            return;
        }

        // No room for it: said before anything is read or written, and no receipt is given; the sender tries again (AS4-10).
        if (storage.Refusal(context.Request.ContentLength ?? 0) is not null)
        {
            context.Response.Headers.RetryAfter = "60";
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "Not available now; try again later.");
            return;
        }

        using var entry = await EnterAsync(context, environment);
        if (entry is null)
        {
            return;
        }

        if (_running.AddOrUpdate(environment, 1, static (_, count) => count + 1) > options.Limits.MaxConcurrentRequests)
        {
            Leave(environment);
            NodeMeter.TurnedAway(environment.Setup.Name, "all-concurrent");
            context.Response.Headers.RetryAfter = "10";
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "Too many requests at the same time; try again later.");
            return;
        }

        try
        {
            await ReceiveAsync(context, environment, options, entry);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            context.Response.Headers.Connection = "close";
            await RefuseAsync(context, StatusCodes.Status408RequestTimeout, $"The request took longer than {options.Transport.RequestTimeout}.");
        }
        finally
        {
            Leave(environment);
        }
    }

    // Who it is, and whether it has not had its share; null when the answer is given.
    private async Task<PartyEntry?> EnterAsync(HttpContext context, EnvironmentRuntime environment)
    {
        if (ForwardedCertificate.IsForwarded(context) && await ForwardedCertificate.TakeAsync(context, environment, context.RequestAborted) is { } fault)
        {
            NodeMeter.TurnedAway(environment.Setup.Name, "certificate");
            LogForwarded(logger, environment.Setup.Name, context.Connection.RemoteIpAddress, fault);
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "A client certificate that is trusted here is needed.");
            return null;
        }

        var entry = environment.Partners.TryEnter(PartnerOf(context), out var denial);
        if (entry is null)
        {
            await TurnAwayAsync(context, environment, denial!);
        }

        return entry;
    }

    // The certificate was judged when it connected; the name is for people, the thumbprint tells two of one name apart.
    private static string PartnerOf(HttpContext context) =>
        context.Connection.ClientCertificate is { } certificate ? $"{CertificateNames.CommonName(certificate)} {certificate.Thumbprint}" : "";

    private async Task TurnAwayAsync(HttpContext context, EnvironmentRuntime environment, Denial denial)
    {
        NodeMeter.TurnedAway(environment.Setup.Name, denial.Reason);
        await limits.MetAsync(environment.Setup.Name, PartnerOf(context), denial);
        context.Response.Headers.RetryAfter = denial.Seconds.ToString(CultureInfo.InvariantCulture);
        await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "Too many requests; try again later.");
    }

    private void Leave(EnvironmentRuntime environment) => _running.AddOrUpdate(environment, 0, static (_, count) => count - 1);

    private async Task ReceiveAsync(HttpContext context, EnvironmentRuntime environment, EnvironmentOptions options, PartyEntry entry)
    {
        if (environment.Receiver is not { } receiver)
        {
            // A key of ours is missing or has run out; the alarm says which. The sender comes again (AS4-7), and nothing was taken.
            context.Response.Headers.RetryAfter = "300";
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "This access point cannot receive at the moment.");
            return;
        }

        // The receiver keeps limits of its own while it reads and answers in AS4's words; Kestrel would only cut the connection.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        var request = new As4HttpRequest(
            context.Request.ContentType, context.Request.ContentLength, entry.Count(context.Request.Body), context.Connection.ClientCertificate, context.Connection.RemoteIpAddress?.ToString());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(options.Transport.RequestTimeout);
        await using var consumer = transfers.Begin(environment);
        var answer = await receiver.ReceiveAsync(request, consumer, limit.Token);
        await TellNonComplianceAsync(environment, consumer);
        if (consumer.WasRefused)
        {
            entry.Refused();
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        if (answer.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (answer.CloseConnection)
        {
            context.Response.Headers.Connection = "close";
        }

        await context.Response.Body.WriteAsync(answer.Body, CancellationToken.None);
        if (consumer.Committed)
        {
            FaultPoint.Reach("receive: answered");
        }
    }

    // Told before the peer is answered, so that a node that stops here has told it. An alarm that cannot be stored changes no answer.
    private async Task TellNonComplianceAsync(EnvironmentRuntime environment, InboundTransfer consumer)
    {
        if (consumer.NonCompliance is not { } found)
        {
            return;
        }

        try
        {
            await alarms.RaiseAsync(
                AlarmKinds.PeerNotCompliant, environment.Setup.Name, found.Party, $"The access point {found.Party} sent an envelope that was refused: {found.Detail}",
                "Report it to the federation's operator with the list that \"sdknode partners report\" gives, tell the access point's operator, and close this alarm.", CancellationToken.None);
        }
        catch (Exception e) when (storage.Met(e))
        {
            // The watch has told it.
        }
    }

    [LoggerMessage(1203, LogLevel.Warning, "Environment {Environment}: a request from the proxy {Remote} was turned away: {Detail}")]
    private static partial void LogForwarded(ILogger logger, string environment, System.Net.IPAddress? remote, string detail);

    private static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }
}
