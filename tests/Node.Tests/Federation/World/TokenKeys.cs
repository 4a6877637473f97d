using System.Security.Cryptography;
using SdkNode.Node.Api.Authorization;

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>
/// Lays a key that signs tokens where earlier versions kept it, for a node that has never run, which takes it over: to make one of its own
/// is the most work of a start. Nodes that start one after the other have different ones.
/// </summary>
internal static class TokenKeys
{
    private static readonly Lazy<string>[] Keys = [.. Enumerable.Range(0, 4).Select(_ => new Lazy<string>(Make))];
    private static int _next = -1;

    public static void Lay(string dataFolder)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(dataFolder))
        {
            return;
        }

        var path = TokenSigningKey.PathIn(dataFolder);
        foreach (var folder in new[] { dataFolder, Path.GetDirectoryName(path)! })
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        using var file = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        file.Write(Keys[(uint)Interlocked.Increment(ref _next) % Keys.Length].Value);
    }

    private static string Make()
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
