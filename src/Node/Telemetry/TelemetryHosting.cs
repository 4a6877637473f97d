using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SdkNode.Node.Configuration;
using SdkNode.Node.Lifecycle;

namespace SdkNode.Node.Telemetry;

/// <summary>Gives metrics to Prometheus on a listener of their own, and metrics and traces to a collector by OTLP, as the settings say.</summary>
internal static class TelemetryHosting
{
    /// <summary>Where Prometheus finds the metrics.</summary>
    public const string Path = "/metrics";

    private const string Mark = "metrics";

    // What the platform itself counts, with tags that nobody outside chooses the values of.
    private static readonly string[] s_platform = ["Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>Adds what collects and exports.</summary>
    public static void AddTelemetry(this IServiceCollection services, NodeSetup setup)
    {
        services.AddSingleton<NodeGauges>();
        if (setup.Telemetry.IsOff)
        {
            return;
        }

        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("sdknode", serviceVersion: ProgramVersion.Text, serviceInstanceId: setup.Name, autoGenerateServiceInstanceId: false));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter([NodeMeter.Name, .. s_platform]);
            if (setup.Telemetry.Listen is not null)
            {
                metrics.AddPrometheusExporter();
            }

            if (setup.Telemetry.Otlp is { } otlp)
            {
                metrics.AddOtlpExporter(options => Set(options, otlp, "v1/metrics"));
            }
        });
        if (setup.Telemetry.Otlp is { } collector)
        {
            telemetry.WithTracing(traces => traces.AddSource(NodeMeter.Name).AddOtlpExporter(options => Set(options, collector, "v1/traces")));
        }
    }

    /// <summary>Adds the listener.</summary>
    public static void Listen(KestrelServerOptions kestrel, TelemetrySetup setup)
    {
        if (setup.Listen is not { } at)
        {
            return;
        }

        kestrel.Listen(at, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                connection.Items[Mark] = true;
                return next(connection);
            });
        });
    }

    /// <summary>Serves metrics on their listener and nothing else there. To be called before everything that other listeners serve.</summary>
    public static void Map(WebApplication app, TelemetrySetup setup)
    {
        if (setup.Listen is not null)
        {
            app.MapWhen(static context => context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Mark) ?? false, static metrics =>
            {
                metrics.UseOpenTelemetryPrometheusScrapingEndpoint(static context => HttpMethods.IsGet(context.Request.Method) && context.Request.Path == Path);
                metrics.Run(static context =>
                {
                    context.Response.StatusCode = (int)HttpStatusCode.NotFound;
                    return context.Response.WriteAsync($"Metrics are at {Path}.\n", context.RequestAborted);
                });
            });
        }
    }

    // With an address of ours the exporter adds no path of its own.
    private static void Set(OtlpExporterOptions options, OtlpSetup setup, string path)
    {
        options.Protocol = setup.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = setup.Grpc ? setup.Endpoint : new Uri(setup.Endpoint, path);
    }
}
