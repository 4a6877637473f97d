using System.Security.Cryptography;
using SdkNode.Node.Store;

namespace SdkNode.Node.Audit;

/// <summary>The key that seals the logs, made once for all nodes of a store; another node key wraps it anew and leaves it as it is.</summary>
internal sealed class LogSealKey(SecretStore secrets)
{
    private const string Name = "log-seal-key";
    private byte[]? _key;

    /// <summary>What seals and checks with the key.</summary>
    public async Task<LogSeals> OpenAsync(CancellationToken cancellationToken) =>
        new(_key ??= await secrets.GetOrAddAsync(Name, static () => RandomNumberGenerator.GetBytes(32), cancellationToken));
}
