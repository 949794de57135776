using System.Globalization;

namespace Portal.Testing.Otlp;

public enum SpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}

/// <param name="Parent">Id of the parent span; empty for the root of a trace.</param>
/// <param name="Links">Trace ids of linked spans.</param>
public sealed record Span(
    string Service,
    string Source,
    string Name,
    SpanKind Kind,
    string TraceId,
    string Id,
    string Parent,
    Dictionary<string, string> Tags,
    IReadOnlyList<string> Links
);

/// <param name="TraceId">Empty: written outside of any trace.</param>
public sealed record LogLine(string Service, string Category, string Text, string TraceId);

/// <summary>One data point of a counter or gauge.</summary>
public sealed record Measurement(
    string Service,
    string Name,
    string Unit,
    double Value,
    IReadOnlyDictionary<string, string> Tags
);

/// <summary>OTLP 1.x export requests; the numbers are the fields' in opentelemetry-proto.</summary>
internal static class Signals
{
    public static IEnumerable<Span> Spans(WireMessage request) =>
        from resource in request.All(1)
        let service = Service(resource)
        from scope in resource.All(2)
        let source = scope.Message(1)?.Text(1) ?? ""
        from span in scope.All(2)
        select new Span(
            service,
            source,
            span.Text(5),
            (SpanKind)(span.Number(6) ?? 0),
            span.Hex(1),
            span.Hex(2),
            span.Hex(4),
            Tags(span.All(9)),
            [.. span.All(13).Select(link => link.Hex(1))]
        );

    public static IEnumerable<LogLine> LogLines(WireMessage request) =>
        from resource in request.All(1)
        let service = Service(resource)
        from scope in resource.All(2)
        let category = scope.Message(1)?.Text(1) ?? ""
        from line in scope.All(2)
        select new LogLine(service, category, Value(line.Message(5)), line.Hex(9));

    public static IEnumerable<Measurement> Measurements(WireMessage request) =>
        from resource in request.All(1)
        let service = Service(resource)
        from scope in resource.All(2)
        from metric in scope.All(2)
        from data in (WireMessage?[])[metric.Message(5), metric.Message(7)]
        where data is not null
        from point in data.All(1)
        let value = point.Number(6) is { } whole ? (long)whole : BitConverter.UInt64BitsToDouble(point.Number(4) ?? 0)
        select new Measurement(service, metric.Text(1), metric.Text(3), value, Tags(point.All(7)));

    private static string Service(WireMessage resource) =>
        Tags(resource.Message(1)?.All(1) ?? []).GetValueOrDefault("service.name", "");

    private static Dictionary<string, string> Tags(IEnumerable<WireMessage> tags) =>
        tags.ToDictionary(tag => tag.Text(1), tag => Value(tag.Message(2)));

    private static string Value(WireMessage? value) =>
        value switch
        {
            null => "",
            _ when value.Text(1) is { Length: > 0 } text => text,
            _ when value.Number(3) is { } number => ((long)number).ToString(CultureInfo.InvariantCulture),
            _ when value.Number(2) is { } flag => flag == 0 ? "false" : "true",
            _ => "",
        };
}
