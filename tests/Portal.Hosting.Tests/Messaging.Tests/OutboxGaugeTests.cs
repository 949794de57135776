using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.Tests.Contracts.Things.V1;
using Portal.ServiceDefaults.Tests.Running;
using Portal.Testing;

namespace Portal.Messaging.Tests;

[Collection(nameof(Servers))]
public sealed class OutboxGaugeTests(Servers servers)
{
    [Fact]
    public async Task How_many_events_wait_and_for_how_long_the_oldest_has_can_be_collected()
    {
        await using var service = await ThingsService.Started(servers, reacts: false);
        using var gauges = new Gauges(service);
        await Eventually.Is(() => Task.FromResult(gauges.Collect() == (0, 0)), "an empty outbox is reported");
        var fact = ThingChanged.New();
        await service.InDatabase(db =>
        {
            db.Outbox.AddRange(Stuck(fact, hours: 2), Stuck(fact, hours: 1));
            return db.SaveChangesAsync();
        });
        await Eventually.Is(
            () => Task.FromResult(gauges.Collect() is { Messages: 2, Age: >= 7200 and < 10_800 }),
            "two are reported, the older one with its two hours"
        );
    }

    /// <summary>An event that nobody can publish.</summary>
    private static OutboxMessage Stuck(ThingChanged fact, int hours)
    {
        var message = OutboxMessage.From(fact, fact.ThingId, TimeProvider.System.GetUtcNow().AddHours(-hours));
        return new()
        {
            Id = message.Id,
            Type = "Gone.From.Here, Gone",
            Subject = message.Subject,
            OccurredAt = message.OccurredAt,
            Payload = message.Payload,
        };
    }

    /// <summary>What a service reports of its outbox.</summary>
    private sealed class Gauges : IDisposable
    {
        private readonly MeterListener _listener = new();
        private (double? Messages, double? Age) _last;

        public Gauges(ThingsService service)
        {
            var meters = service.Services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                var isOne = instrument.Name is "portal.outbox.messages" or "portal.outbox.age";
                if (isOne && instrument.Meter.Scope == meters)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, value, _, _) => _last.Messages = value);
            _listener.SetMeasurementEventCallback<double>((_, value, _, _) => _last.Age = value);
            _listener.Start();
        }

        public (double? Messages, double? Age) Collect()
        {
            _listener.RecordObservableInstruments();
            return _last;
        }

        public void Dispose() => _listener.Dispose();
    }
}
