using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MassTransit;

namespace Portal.Messaging;

/// <summary>
/// Names on the wire. <c>Portal.Contracts.Orders.V1.OrderPaid</c> is the exchange and the CloudEvents type
/// <c>portal.orders.v1.order-paid</c>.
/// </summary>
/// <param name="service">Name of this process, the CloudEvents source.</param>
internal sealed partial class EventNames(string service) : IEntityNameFormatter
{
    public const string Meter = "Portal.Events";
    public const string TraceParent = "traceparent";
    public static readonly ActivitySource Source = new(Meter);

    public string FormatEntityName<T>() => Of(typeof(T));

    public static string Of(Type type) =>
        $"{type.Namespace!.Replace(".Contracts", "", StringComparison.Ordinal).ToLowerInvariant()}.{Kebab(type.Name)}";

    public static string Kebab(string name) => WordStart().Replace(name, "-$1").ToLowerInvariant();

    /// <summary>CloudEvents 1.0 attributes in the AMQP binding's binary mode (section 3.1), and W3C Trace Context.</summary>
    public void Describe(SendHeaders headers, OutboxMessage message, Type type, string? traceParent)
    {
        headers.Set("cloudEvents_specversion", "1.0");
        headers.Set("cloudEvents_id", message.Id.ToString());
        headers.Set("cloudEvents_source", $"/portal/{service}");
        headers.Set("cloudEvents_type", Of(type));
        headers.Set("cloudEvents_subject", message.Subject);
        headers.Set("cloudEvents_time", message.OccurredAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        if (traceParent is not null)
            headers.Set(TraceParent, traceParent);
    }

    [GeneratedRegex("(?<=[a-z0-9])([A-Z])")]
    private static partial Regex WordStart();
}
