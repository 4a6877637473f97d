using System.Text.Json;
using SdkNode.Node.Backups;

namespace SdkNode.Node.Cli.Control;

/// <summary>What <c>sdknode backup</c> asks of the running node.</summary>
internal static class BackupCalls
{
    /// <summary>Maps the call below the control socket's group.</summary>
    public static void Map(RouteGroupBuilder control) => control.MapPost("/backup", async (HttpContext context, StoreBackup backup, string file) =>
    {
        // The answer begins at once and ends when the backup does, however long that takes; who asks and goes away ends it.
        context.Response.ContentType = "application/json";
        await context.Response.StartAsync(context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await JsonSerializer.SerializeAsync(context.Response.Body, await backup.WriteAsync(file, context.RequestAborted), JsonSerializerOptions.Web, context.RequestAborted);
    });
}
