using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Hosting;

/// <summary>Data protection whose keys all nodes of a store share: what one protects (sessions, forms) any other takes.</summary>
internal static class DataProtection
{
    /// <summary>Keeps other programs' protected data apart; never to be changed.</summary>
    private const string ApplicationName = "sdknode";

    /// <summary>Adds it.</summary>
    public static IServiceCollection AddNodeDataProtection(this IServiceCollection services, Func<NodeDb> open, NodeKey key)
    {
        services.AddDataProtection().SetApplicationName(ApplicationName);
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = new SealedKeyRing(open, key));

        // It warns that it does not encrypt the keys: the store does.
        return services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
    }
}
