using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tracker.Log;

namespace Tracker.Server.Telemetry;

/// <summary>
/// What this process tells of itself: metrics at <c>/metrics</c> always; metrics and traces to an OTLP collector when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>
/// names one, and nothing of traces is done when it does not.
/// </summary>
static class TelemetrySetup
{
    const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    const string ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";

    static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Routing", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections",
        "System.Runtime", "Microsoft.Orleans", "Tracker.*",
    ];

    static readonly string[] Sources = [Tracing.SourceName, "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Application"];

    // A stream's span would be hours long, and whoever looks after this process would mostly see himself looking.
    static readonly string[] NotTraced = ["/health", "/metrics", "/api/live", "/hubs"];

    /// <summary>Whether a collector is named.</summary>
    /// <exception cref="UsageException">It is named wrongly: one line.</exception>
    public static bool Exports(IConfiguration configuration)
    {
        if (configuration[EndpointVariable] is not { Length: > 0 } endpoint) return false;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) throw new UsageException($"{EndpointVariable} is an address such as http://localhost:4318.");
        return configuration[ProtocolVariable] is null or "" or "grpc" or "http/protobuf" ? true : throw new UsageException($"{ProtocolVariable} is http/protobuf or grpc.");
    }

    public static void Add(WebApplicationBuilder builder)
    {
        var exports = Exports(builder.Configuration);
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(
            builder.Configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } name ? name : "tracker",
            serviceVersion: typeof(TelemetrySetup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters).AddPrometheusExporter();
            if (exports) metrics.AddOtlpExporter(Configure);
        });
        if (!exports) return;
        telemetry.WithTracing(traces => traces.AddSource(Sources).AddAspNetCoreInstrumentation(http => http.Filter = IsTraced).AddOtlpExporter(Configure));

        void Configure(OtlpExporterOptions options)
        {
            // The exporter's own default is gRPC.
            if (string.IsNullOrEmpty(builder.Configuration[ProtocolVariable])) options.Protocol = OtlpExportProtocol.HttpProtobuf;
        }
    }

    static bool IsTraced(HttpContext http) => !Array.Exists(NotTraced, path => http.Request.Path.StartsWithSegments(path));
}
