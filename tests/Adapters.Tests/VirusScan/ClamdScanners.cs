using SdkNode.Adapters.VirusScan;

namespace SdkNode.Adapters.Tests.VirusScan;

/// <summary>Scanners that ask a clamd of ours.</summary>
internal static class ClamdScanners
{
    extension(ClamdProcess clamd)
    {
        public ClamdScanner OverTcp => Scanner($"127.0.0.1:{clamd.Port}");

        public ClamdScanner OverUnixSocket => Scanner($"unix:{clamd.SocketPath}");
    }

    private static ClamdScanner Scanner(string address) => new(new ClamdOptions(ClamdAddress.Parse(address).Value!), TimeProvider.System);
}
