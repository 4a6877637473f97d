using System.Net;

namespace SdkNode.Node.Configuration;

/// <summary>Who may watch how the node does, made real.</summary>
/// <param name="Listen">Where Prometheus fetches metrics, or null.</param>
/// <param name="Otlp">The collector, or null.</param>
internal sealed record TelemetrySetup(IPEndPoint? Listen, OtlpSetup? Otlp)
{
    /// <summary>Whether nobody watches.</summary>
    public bool IsOff => Listen is null && Otlp is null;

    /// <summary>Reads the settings; what is wrong is added to <paramref name="faults"/>.</summary>
    public static TelemetrySetup Read(string key, TelemetryOptions options, List<ConfigurationFault> faults) =>
        new(options.Metrics is { } metrics ? At($"{key}:Metrics", metrics, faults) : null, options.Otlp is { } otlp ? Collector($"{key}:Otlp", otlp, faults) : null);

    private static IPEndPoint? At(string key, MetricsListenOptions options, List<ConfigurationFault> faults)
    {
        if (!IPAddress.TryParse(options.Address, out var address))
        {
            faults.Add(new($"{key}:Address", options.Address, "It is no IP address.", "Use 127.0.0.1 for this machine alone, 0.0.0.0 for all IPv4 addresses, or one of this machine's."));
        }

        if (options.Port is < 0 or > 65535)
        {
            faults.Add(new($"{key}:Port", $"{options.Port}", "It is no port.", "Use 9464, or 0 for a free one."));
        }

        return address is null || options.Port is < 0 or > 65535 ? null : new IPEndPoint(address, options.Port);
    }

    private static OtlpSetup? Collector(string key, OtlpOptions options, List<ConfigurationFault> faults)
    {
        if (options.Protocol is not ("Grpc" or "Http"))
        {
            faults.Add(new($"{key}:Protocol", options.Protocol, "It is not known.", "Use Grpc or Http."));
        }

        if (Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var endpoint) && endpoint.Scheme is ("http" or "https") && endpoint.UserInfo.Length == 0)
        {
            return new OtlpSetup(endpoint, options.Protocol == "Grpc");
        }

        faults.Add(new($"{key}:Endpoint", options.Endpoint, "It is no http or https address.", "Write it as http://localhost:4317."));
        return null;
    }
}

/// <summary>A collector.</summary>
/// <param name="Endpoint">Its address.</param>
/// <param name="Grpc">Whether it is spoken to by gRPC; else by HTTP.</param>
internal sealed record OtlpSetup(Uri Endpoint, bool Grpc);
