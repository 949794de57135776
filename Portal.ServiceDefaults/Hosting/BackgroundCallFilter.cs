using System.Diagnostics;
using OpenTelemetry;

namespace Portal.ServiceDefaults;

/// <summary>
/// Drops calls to servers that no request and no message caused: polls of the outbox, health checks, connections of a
/// pool. Each would be a trace of one span, thousands an hour. Calls to other services stay.
/// </summary>
internal sealed class BackgroundCallFilter : BaseProcessor<Activity>
{
    private const string HttpClient = "System.Net.Http";

    public override void OnStart(Activity data)
    {
        if (data.ParentSpanId != default || data.Kind != ActivityKind.Client || data.Source.Name == HttpClient)
            return;
        data.IsAllDataRequested = false;
        data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
