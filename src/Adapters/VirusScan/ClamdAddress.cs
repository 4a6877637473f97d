using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SdkNode.Security;

namespace SdkNode.Adapters.VirusScan;

/// <summary>Where clamd listens: <c>host:port</c>, or <c>unix:</c> and the path of its socket.</summary>
public sealed record ClamdAddress
{
    private const string UnixPrefix = "unix:";

    private ClamdAddress(string text, EndPoint endPoint) => (Text, EndPoint) = (text, endPoint);

    /// <summary>The address as given.</summary>
    public string Text { get; }

    internal EndPoint EndPoint { get; }

    /// <summary>Reads an address such as <c>localhost:3310</c> or <c>unix:/run/clamav/clamd.ctl</c>.</summary>
    public static Result<ClamdAddress, ScanFault> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith(UnixPrefix, StringComparison.Ordinal))
        {
            return Unix(text);
        }

        var colon = text.LastIndexOf(':');
        return colon > 0 && Uri.CheckHostName(text[..colon].Trim('[', ']')) != UriHostNameType.Unknown
            && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            ? new ClamdAddress(text, Tcp(text[..colon].Trim('[', ']'), port))
            : Refuse("it must be host:port, or unix: and the path of the socket");
    }

    /// <summary>The address as given.</summary>
    public override string ToString() => Text;

    internal Socket NewSocket() => EndPoint is UnixDomainSocketEndPoint
        ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private static EndPoint Tcp(string host, int port) => IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(host, port);

    private static Result<ClamdAddress, ScanFault> Unix(string text)
    {
        var path = text[UnixPrefix.Length..];
        if (!Path.IsPathFullyQualified(path))
        {
            return Refuse("the path of the socket must be a full one");
        }

        try
        {
            return new ClamdAddress(text, new UnixDomainSocketEndPoint(path));
        }
        catch (ArgumentException)
        {
            return Refuse("the path of the socket is longer than the system allows");
        }
    }

    private static ScanFault Refuse(string detail) => new(ScanFaultKind.Unreachable, $"This is no address of clamd: {detail}.");
}
