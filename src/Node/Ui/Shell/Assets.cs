using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace SdkNode.Node.Ui.Shell;

/// <summary>The style sheet, the script and the icons: in the program itself, named by what they hold, so that browsers keep them for good.</summary>
internal static class Assets
{
    private const string Folder = "/assets/";
    private const string Prefix = "console/";

    private static readonly FrozenDictionary<string, Asset> s_all = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(Asset.Read).ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Asset> s_byPath = s_all.Values.ToFrozenDictionary(asset => asset.Path, StringComparer.Ordinal);

    /// <summary>The path of an asset.</summary>
    public static string Path(string name) => s_all[name].Path;

    /// <summary>Serves them.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!s_byPath.TryGetValue(context.Request.Path, out var asset) || !HttpMethods.IsGet(context.Request.Method))
        {
            return next(context);
        }

        context.Response.ContentType = asset.Type;
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        context.Response.ContentLength = asset.Octets.Length;
        return context.Response.Body.WriteAsync(asset.Octets, context.RequestAborted).AsTask();
    }

    private sealed record Asset(string Name, string Path, string Type, ReadOnlyMemory<byte> Octets)
    {
        public static Asset Read(string resource)
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
            var octets = new byte[stream.Length];
            stream.ReadExactly(octets);
            var name = resource[Prefix.Length..];
            var type = System.IO.Path.GetExtension(name) switch
            {
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                _ => "image/svg+xml",
            };
            return new Asset(name, $"{Folder}{Convert.ToHexStringLower(SHA256.HashData(octets))[..12]}/{name}", type, octets);
        }
    }
}
