using System.Net;
using System.Net.Sockets;

namespace SdkNode.Node.Limits;

/// <summary>What counts as one address where nobody has shown yet who it is.</summary>
internal static class Networks
{
    /// <summary>The address itself, without its wrapping in IPv6; of IPv6 the /64, for whoever has one address of it has them all.</summary>
    public static IPAddress Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var octets = address.GetAddressBytes();
        octets.AsSpan(8).Clear();
        return new IPAddress(octets);
    }
}
