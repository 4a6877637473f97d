using System.Net;
using System.Net.Sockets;

namespace SdkNode.Testing;

/// <summary>
/// Free ports that stay a program's own while it is down: below those that the system gives to outgoing connections, which would take one
/// over between a kill and the next start.
/// </summary>
public static class Ports
{
    private const int First = 18_000;
    private const int Last = 32_000;

    private static int _next = Random.Shared.Next(First, Last - 2_000);

    /// <summary>The next free port.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref _next);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException) when (port < Last)
            {
                // Somebody has it.
            }
        }
    }
}
