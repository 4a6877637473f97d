using System.Net;

namespace SdkNode.Node.Configuration;

/// <summary>Checks where a listener for clients or people listens.</summary>
internal static class ListenChecks
{
    /// <summary>What is wrong: no address, no port, or messages would cross a network in clear.</summary>
    public static IEnumerable<ConfigurationFault> Check(string key, string what, string listen, int port, int usualPort, bool isGuarded)
    {
        if (!IPAddress.TryParse(listen, out var address))
        {
            yield return new($"{key}:Listen:Address", listen, "It is no IP address.", "Use 127.0.0.1 for this machine alone, 0.0.0.0 for all IPv4 addresses, or one of this machine's.");
        }
        else if (!isGuarded && !IPAddress.IsLoopback(address))
        {
            yield return new($"{key}:Tls", null, $"The {what} would be open at {listen} without TLS, and messages would cross the network in clear.", "Name a certificate, or set BehindProxy when a proxy in front ends TLS, or listen at 127.0.0.1.");
        }

        if (port is < 0 or > 65535)
        {
            yield return new($"{key}:Listen:Port", $"{port}", "It is no port.", $"Use {usualPort}, or what the proxy in front forwards to.");
        }
    }
}
