namespace SdkNode.Node.Configuration;

/// <summary>Who may watch how the node does. Left out: metrics and traces are neither kept nor given to anybody.</summary>
internal sealed class TelemetryOptions
{
    /// <summary>Where Prometheus fetches metrics. Left out: nowhere.</summary>
    public MetricsListenOptions? Metrics { get; set; }

    /// <summary>The collector that metrics and traces are sent to. Left out: none.</summary>
    public OtlpOptions? Otlp { get; set; }
}

/// <summary>An address of this machine and a port, for Prometheus.</summary>
internal sealed class MetricsListenOptions
{
    /// <summary>An IP address; <c>0.0.0.0</c> or <c>::</c> for all. There is no TLS and no login: let a firewall decide who reaches it.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The TCP port; 0 takes a free one.</summary>
    public int Port { get; set; } = 9464;
}

/// <summary>A collector.</summary>
internal sealed class OtlpOptions
{
    /// <summary>Its address, such as <c>http://localhost:4317</c>, or for <c>Http</c> <c>http://localhost:4318/</c>.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary><c>Grpc</c>, or <c>Http</c> for protobuf over HTTP.</summary>
    public string Protocol { get; set; } = "Grpc";
}
