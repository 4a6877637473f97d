using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Api.Problems;
using SdkNode.Node.Health;
using SdkNode.Node.Store;

namespace SdkNode.Node.Api;

/// <summary>What stands around every request of a client: its own listener, and problem documents instead of empty answers or traces.</summary>
internal sealed partial class ApiPipeline(RequestDelegate next, ClientLimits limits, StorageWatch storage, TimeProvider clock, ILogger<ApiPipeline> logger)
{
    private const int MostPlainBytes = 64 * 1024;

    /// <summary>Runs a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (!ApiListener.IsApi(context))
        {
            await next(context);
            return;
        }

        try
        {
            // Nothing but a message is large; who receives one raises the limit once the caller is known (MessagePost).
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            {
                limit.MaxRequestBodySize = MostPlainBytes;
            }

            // A balancer asks for the node's health from the address that its clients' requests come from.
            if (!context.Request.Path.StartsWithSegments("/health") && await limits.JudgeAsync(context.Connection.RemoteIpAddress) is { } denial)
            {
                await ProblemWriter.WriteAsync(context, ApiProblem.TooMany(denial.Seconds), clock);
                return;
            }

            // No database holds a NUL in a text, so that nothing can be found by one.
            if (context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
            {
                await ProblemWriter.WriteAsync(context, ApiProblem.BadRequest(ApiIssue.Form("", "A parameter holds a NUL.")), clock);
                return;
            }

            await next(context);
            if (context.Response is { HasStarted: false, ContentType: null, ContentLength: null } && Missing(context.Response.StatusCode) is { } problem)
            {
                await ProblemWriter.WriteAsync(context, problem, clock);
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone, and with it whoever could read an answer.
        }
        catch (BadHttpRequestException e)
        {
            await ProblemWriter.WriteAsync(context, ApiProblem.BadRequest(ApiIssue.Form("", $"The request cannot be read: {e.Message}")) with { Status = e.StatusCode }, clock);
        }
        catch (Exception e) when (StorageFault.Of(e) is { } fault && !context.Response.HasStarted)
        {
            storage.Met(e);
            await ProblemWriter.WriteAsync(context, ApiProblem.Unavailable(fault.ForClients), clock);
        }
        catch (Exception e)
        {
            var instance = Guid.NewGuid().ToString("D");
            LogFault(logger, context.Request.Method, instance, e);
            if (context.Response.HasStarted)
            {
                // Half an answer must not look like a whole one.
                context.Abort();
                return;
            }

            await ProblemWriter.WriteAsync(context, ApiProblem.Own(instance), clock);
        }
    }

    private static ApiProblem? Missing(int status) => status switch
    {
        StatusCodes.Status404NotFound => ApiProblem.NoSuchPath,
        StatusCodes.Status405MethodNotAllowed => ApiProblem.NoSuchMethod,
        _ => null,
    };

    [LoggerMessage(1401, LogLevel.Error, "A {Method} request of a client met a fault of the node; the client was told instance {Instance}.")]
    private static partial void LogFault(ILogger logger, string method, string instance, Exception exception);
}
