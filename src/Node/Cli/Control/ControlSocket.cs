using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Health;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store;

namespace SdkNode.Node.Cli.Control;

/// <summary>
/// How the command line talks to the running node: HTTP over a Unix socket in the data folder, which only the node's own user
/// can open. No TCP port, no password.
/// </summary>
internal static class ControlSocket
{
    private const string Mark = "control";

    /// <summary>The socket's path.</summary>
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "control.sock");

    /// <summary>Adds the socket to Kestrel; one that a killed process left is replaced.</summary>
    public static void Listen(KestrelServerOptions kestrel, string dataFolder)
    {
        var path = PathIn(dataFolder);
        File.Delete(path);
        kestrel.ListenUnixSocket(path, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                connection.Items[Mark] = true;
                return next(connection);
            });
        });
    }

    /// <summary>Lets only the node's own user open the socket.</summary>
    public static void Restrict(string dataFolder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathIn(dataFolder), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>Whether the connection came through the socket.</summary>
    public static bool IsControl(HttpContext context) => context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Mark) == true;

    /// <summary>Maps the calls of <see cref="ControlClient"/>.</summary>
    public static void Map(WebApplication app)
    {
        var control = app.MapGroup("/control");
        control.AddEndpointFilter(async (context, next) =>
            IsControl(context.HttpContext) ? await next(context) : Results.NotFound());
        control.AddEndpointFilter(TellStorageAsync);
        control.MapPost("/submit", SubmitAsync);
        MessageCalls.Map(control);
        StatusCalls.Map(control);
        AlarmCalls.Map(control);
        OutgoingCalls.Map(control);
        BackupCalls.Map(control);
        KeyCalls.Map(control);
        TrustCalls.Map(control);
        NodeKeyCalls.Map(control);
        MailboxCalls.Map(control);
        RoutingCalls.Map(control);
        LogCalls.Map(control);
        ClientCalls.Map(control, hasApi: app.Services.GetService<ApiAuthorizationSetup>() is not null);
        AddressBookCalls.Map(control);
    }

    // The store's faults reach whoever typed the command in words.
    private static async ValueTask<object?> TellStorageAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (StorageFault.Of(e) is { } fault)
        {
            context.HttpContext.RequestServices.GetRequiredService<StorageWatch>().Met(e);
            return Results.Text($"{fault.Detail} {fault.Remedy}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<SubmitAnswer> SubmitAsync(HttpContext context, Intake intake, string environment, string from, string to, string type, string? function)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        var submission = new Submission(environment, from, to, type, function);
        var done = await intake.SubmitAsync(submission, context.Request.Body, context.RequestAborted);
        return done.TryGet(out var accepted, out var fault)
            ? new SubmitAnswer(accepted.Id, accepted.XheId, [], NothingStored: false)
            : new SubmitAnswer(null, null, fault.Details, fault.NothingStored);
    }
}
